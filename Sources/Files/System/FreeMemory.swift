import Glibc

/// How much memory this process can still take: what the machine has free, as far as the limits of
/// the process (`ulimit -v`, `ulimit -d`) and of the control groups that it runs in leave it.
public struct FreeMemory {
  /// A limit of the process and the column of `/proc/self/statm` that counts against it.
  package struct ProcessLimit {
    let bytes: Int
    let column: Int

    package init(bytes: Int, column: Int) {
      self.bytes = bytes
      self.column = column
    }
  }

  let limits: [ProcessLimit]
  let read: (String) -> String?

  /// Of this process.
  public init() {
    limits = [(RLIMIT_AS, 0), (RLIMIT_DATA, 5)].compactMap { resource, column in
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0,
        limit.rlim_cur < UInt(Int.max)
      else { return nil }
      return ProcessLimit(bytes: Int(limit.rlim_cur), column: column)
    }
    read = smallFile
  }

  package init(limits: [ProcessLimit], read: @escaping (String) -> String?) {
    self.limits = limits
    self.read = read
  }

  /// Bytes, at least 0; `nil` where nothing says it.
  public var bytes: Int? {
    (machine + process + groups).min().map { max(0, $0) }
  }

  private var machine: [Int] {
    let line = read("/proc/meminfo")?.split(separator: "\n").first {
      $0.hasPrefix("MemAvailable:")
    }
    let words = line?.split(whereSeparator: \.isWhitespace) ?? []
    return words.count > 1 ? [Int(words[1]).map { $0 * 1024 }].compactMap { $0 } : []
  }

  private var process: [Int] {
    let pages = (read("/proc/self/statm") ?? "").split(whereSeparator: \.isWhitespace)
    return limits.compactMap { limit in
      guard pages.indices.contains(limit.column), let taken = Int(pages[limit.column]) else {
        return nil
      }
      return limit.bytes - taken * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
  }

  /// What every group around the process leaves, in both versions of control groups.
  private var groups: [Int] {
    (read("/proc/self/cgroup") ?? "").split(separator: "\n").flatMap { line -> [Int] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      let version: GroupFiles? =
        parts[1].isEmpty
        ? .second : parts[1].split(separator: ",").contains("memory") ? .first : nil
      return version.map { files in
        ancestors(String(parts[2])).compactMap { free(in: files.root + $0, files) }
      } ?? []
    }
  }

  private struct GroupFiles {
    let root, limit, usage, reclaimable: String

    static let first = GroupFiles(
      root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes",
      usage: "memory.usage_in_bytes", reclaimable: "total_inactive_file")
    static let second = GroupFiles(
      root: "/sys/fs/cgroup", limit: "memory.max", usage: "memory.current",
      reclaimable: "inactive_file")
  }

  private func free(in folder: String, _ files: GroupFiles) -> Int? {
    func number(_ name: String) -> Int? {
      read("\(folder)/\(name)")?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }
    guard let limit = number(files.limit), let usage = number(files.usage) else { return nil }
    let statistics = (read("\(folder)/memory.stat") ?? "").split(separator: "\n").map {
      $0.split(separator: " ")
    }
    let line = statistics.first { $0.count == 2 && $0[0] == files.reclaimable }
    return limit - usage + (line.flatMap { Int($0[1]) } ?? 0)
  }

  /// `/a/b`, `/a` and the root of the path `/a/b`.
  private func ancestors(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    return (0...parts.count).map { count in parts.prefix(count).map { "/" + $0 }.joined() }
  }
}

/// The text of a file of the kernel's.
private func smallFile(_ path: String) -> String? {
  guard let file = fopen(path, "re") else { return nil }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 16 << 10)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes.prefix(count), as: UTF8.self)
}
