import Glibc

/// Writing a file so that its name always stands for a complete content: the old one or the new.
public enum AtomicFile {
  /// Writes `bytes` to a new file in the same folder, flushes it to the disk and gives it the
  /// name `path`. A symbolic link is followed; the permissions of an existing file are kept.
  /// Devices and pipes are written to directly.
  /// - Throws: `FileError`; a file that was there is then unchanged.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(to: path) { (sink) throws(FileProblem) in try sink.append(bytes) }
  }

  /// Writes what `content` puts into the sink, piece by piece; see ``write(_:to:)-([UInt8],_)``.
  public static func write(
    to path: String, _ content: (FileSink) throws(FileProblem) -> Void
  ) throws(FileError) {
    do throws(FileProblem) {
      if let target = try regularTarget(path) {
        try replace(target.path, mode: target.mode, content)
      } else {
        try writeInPlace(path, content)
      }
    } catch {
      throw FileError(path: path, problem: error)
    }
  }

  /// Finds out whether `path` can be written, and leaves nothing behind.
  /// - Throws: the `FileError` that writing would throw, as far as it can be known before.
  public static func check(_ path: String) throws(FileError) {
    do throws(FileProblem) {
      if let target = try regularTarget(path) {
        let (temporary, descriptor) = try createTemporary(beside: target.path)
        close(descriptor)
        unlink(temporary)
      } else if access(path, W_OK) != 0 {
        throw .system(.write, code: errno)
      }
    } catch {
      throw FileError(path: path, problem: error)
    }
  }

  /// Writes text as UTF-8, see ``write(_:to:)-([UInt8],_)``.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }
}

/// What a regular file at `path` is to be replaced by, links followed, with the permissions of the
/// one that is there; `nil` for a device or pipe.
private func regularTarget(_ path: String) throws(FileProblem) -> (path: String, mode: mode_t?)? {
  guard !path.isEmpty else { throw .missing }
  guard !path.utf8.contains(0) else { throw .nameWithNul }
  let target = resolvingLinks(path)
  var status = stat()
  guard stat(target, &status) == 0 else {
    if errno == ELOOP { throw .system(.write, code: ELOOP) }
    return (target, nil)
  }
  switch kindIfNotRegular(status.st_mode) {
  case nil: return (target, status.st_mode & 0o7777)
  case .device?, .pipe?: return nil
  case let kind?: throw .notAFile(kind)
  }
}

private func resolvingLinks(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

private func replace(
  _ target: String, mode: mode_t?, _ content: (FileSink) throws(FileProblem) -> Void
) throws(FileProblem) {
  let (temporary, descriptor) = try createTemporary(beside: target)
  var finished = false
  defer { if !finished { unlink(temporary) } }
  try fill(descriptor, mode: mode, content)
  guard rename(temporary, target) == 0 else { throw .system(.write, code: errno) }
  finished = true
  let folder = open(folderOf(target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  if folder >= 0 {
    fsync(folder)
    close(folder)
  }
}

/// Writes, flushes to the disk and closes.
private func fill(
  _ descriptor: Int32, mode: mode_t?, _ content: (FileSink) throws(FileProblem) -> Void
) throws(FileProblem) {
  defer { close(descriptor) }
  if let mode { fchmod(descriptor, mode) }
  try content(FileSink(descriptor: descriptor))
  guard fsync(descriptor) == 0 else { throw .system(.write, code: errno) }
}

private func createTemporary(
  beside target: String
) throws(FileProblem) -> (path: String, descriptor: Int32) {
  let folder = folderOf(target)
  for attempt in 0..<100 {
    let path = "\(folder)/.quickstep-\(getpid())-\(attempt).tmp"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor >= 0 { return (path, descriptor) }
    if errno == ENOENT || errno == ENOTDIR { throw .noSuchFolder(folder) }
    if errno != EEXIST { throw .system(.write, code: errno) }
  }
  throw .system(.write, code: EEXIST)
}

private func folderOf(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func writeInPlace(
  _ path: String, _ content: (FileSink) throws(FileProblem) -> Void
) throws(FileProblem) {
  let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
  guard descriptor >= 0 else { throw .system(.write, code: errno) }
  defer { close(descriptor) }
  try content(FileSink(descriptor: descriptor))
}
