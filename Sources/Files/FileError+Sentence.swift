import Glibc
import Quickstep

extension FileError: CustomStringConvertible {
  /// One line: the file, what is wrong and where, what to do.
  public var description: String { sentence.text }

  /// One line: the file, what is wrong and where, what to do. Names from outside are harmless.
  public var sentence: PrintableText {
    let name = path.isEmpty ? "\"\"" : PrintableText(path).text
    return PrintableText("\(name): \(problem.sentence)", limit: 2000)
  }
}

extension FileProblem {
  fileprivate var sentence: String {
    switch self {
    case .missing: "there is no such file. Check the path."
    case .nameWithNul: "the name holds a NUL character. Check the path."
    case .notAFile(let kind): "this is \(kind.rawValue), not a file. Give the path of a file."
    case .notAFolder: "this is not a folder. Give the path of a folder."
    case .noSuchFolder(let folder): "there is no folder \(shown(folder)). Create it first."
    case .system(let action, let code): systemSentence(action, code)
    case .changedWhileRead: "the file was changed while it was being read. Read it again."
    case .tooLarge(let limit):
      "the content is larger than \(bytes(limit)), the limit for this kind of file. "
        + "Give a smaller file."

    case .gzipDamaged: "the gzip data are damaged. Get the file again."
    case .gzipTruncated: "the gzip data end too early. Get the file again."
    case .wrongFormat(let format):
      "this is not \(format.rawValue) (wrong first bytes). Check that it is the right file."
    case .truncated(let part, let needed, let found):
      "the file ends too early: \(bytes(needed)) make \(part), \(bytes(found)) are there. "
        + "Get the file again."
    case .trailingBytes(let count):
      "\(bytes(count)) \(count == 1 ? "follows" : "follow") after the end of the data. "
        + "Check that it is the right file."
    case .nothingInside(let what): "there are no \(what) in it. Give a file that holds some."
    case .tooMany(let what, let limit):
      "there are more than \(limit) \(what), the limit. Use fewer."
    case .unsupported(let feature, let supported):
      "\(shown(feature)) cannot be read. Supported: \(supported)."
    case .damagedPicture(let reason):
      "the picture cannot be decoded (\(shown(reason))). Save it again as PNG."

    case .headerLength(let length, let limit):
      "its header's length is given as \(bytes(Int(clamping: length))); it must be 2 to \(limit). "
        + "Check that it is the right file."
    case .inHeader(let problem): "in the header, \(problem.sentence)"
    case .tensorSize(let name, let type, let needed, let found):
      "tensor \(named(name)) is \(shown(type)), which takes \(bytes(needed)), but has "
        + "\(bytes(found)). Get the file again."
    case .tensorsOverlap(let name, let other):
      "tensors \(named(other)) and \(named(name)) share bytes. Get the file again."
    case .gapBeforeTensor(let name, let count):
      "\(bytes(count)) before tensor \(named(name)) \(count == 1 ? "belongs" : "belong") to no "
        + "tensor. Get the file again."
    case .nonFinite(let tensors): nonFiniteSentence(tensors)

    case .labelCount(let labels, let images, let imageFile):
      "\(labels) labels for the \(images) images of \(shown(imageFile)). "
        + "Use the label file that belongs to the images."
    case .noPictures(let others):
      "there are no PNG pictures in this folder"
        + (others > 0 ? " (\(others) other files)" : "")
        + ". Put PNG files, or one sub-folder of PNG files for each class, into it."
    case .picturesBesideClasses(let picture, let folder):
      "pictures lie both directly in it (\(shown(picture))) and in sub-folders "
        + "(\(shown(folder))). Use one or the other."
    case .picturesDiffer(let shape, let other, let otherShape):
      "this picture is \(shape), but \(shown(other)) is \(otherShape). "
        + "Make all pictures the same size and kind."

    case .notText(let offset):
      "this is not UTF-8 text (byte \(offset)). Check that it is the right file."
    case .syntax(let reason, let position): "\(shown(reason)) (\(place(position))). Correct it."
    case .duplicateKey(let key, let first):
      "\(named(key.keys)) is given twice (\(place(key))"
        + (first.map { ", first in line \($0.line)" } ?? "") + "). Remove one of them."
    case .wrongType(let key, let expected, let found):
      "\(named(key.keys)) must be \(expected), not \(shown(found))\(inParentheses(key)). "
        + "Correct the value."
    case .missingKey(let key, let inside):
      "\(named(key)) is missing\(inside.isEmpty ? "" : " in \(shown(inside))"). Add it."
    case .unknownKey(let key, let suggestion):
      "\(named(key.keys)) is not known here\(inParentheses(key))."
        + (suggestion.map { " Did you mean \(named($0))?" } ?? " Remove it.")
    case .badValue(let key, let found, let needed):
      "\(named(key.keys)) is \(shown(found)); it must be \(needed)\(inParentheses(key)). "
        + "Correct the value."
    case .rejected(let key, let reason):
      "\(place(key)): \(PrintableText(reason))"
    case .unknownName(let name, let kind, let suggestion, let known):
      "there is no \(kind) \(named(name)) in it."
        + (suggestion.map { " Did you mean \(named($0))?" }
          ?? " It holds \(known.prefix(8).map(named).joined(separator: ", ")).")
    }
  }
}

private func systemSentence(_ action: FileProblem.Action, _ code: Int32) -> String {
  let advice =
    switch code {
    case EACCES, EPERM, EROFS: "Check the permissions."
    case ENOSPC, EDQUOT: "Free some space or write elsewhere."
    case ELOOP: "A symbolic link leads back to itself; correct it."
    case ENAMETOOLONG: "Use a shorter name."
    case EFBIG: "Allow longer files (ulimit -f) or write elsewhere."
    default: "Try again or use another place."
    }
  return "cannot \(action.rawValue) it (\(String(cString: strerror(code)).lowercased())). \(advice)"
}

private func nonFiniteSentence(_ tensors: [NonFiniteTensor]) -> String {
  let listed = tensors.prefix(5).map { "\($0.count) of \(named($0.name))" }
  let others = tensors.count - listed.count
  return "values are NaN or infinite: \(listed.joined(separator: ", "))"
    + (others > 0 ? " and some of \(others) more tensors" : "") + ". Get the file again."
}

private func shown(_ text: String) -> PrintableText { PrintableText(text, limit: 120) }
private func named(_ name: String) -> String { "\"\(shown(name))\"" }
private func place(_ position: TextPosition) -> String {
  "line \(position.line), column \(position.column)"
}
private func place(_ key: ValuePlace) -> String {
  key.position.map(place) ?? "\(shown(key.keys))"
}
private func inParentheses(_ key: ValuePlace) -> String {
  key.position.map { " (\(place($0)))" } ?? ""
}

/// 17 bytes, 3 MiB: a count of bytes for people.
private func bytes(_ count: Int) -> String {
  let mebibyte = 1 << 20
  if count == 1 { return "1 byte" }
  if count == .max { return "more bytes than can be counted" }
  return count >= mebibyte && count % mebibyte == 0 ? "\(count / mebibyte) MiB" : "\(count) bytes"
}
