import Experiments
import Files
import Glibc

/// Why the history cannot be used, or not be added to.
public enum HistoryError: Error, Equatable, Sendable {
  /// What lies where it should be.
  case place(FileError)
  /// Nothing tells where it should be.
  case nowhere
  case newer(String, version: Int, known: Int)
  case noDatabase(String)
  case damaged(String)
  case locked(String)
  case readOnly(String)
  case full(String)
  case system(String, message: String, code: Int32)
  /// No run has this number or identity.
  case unknownRun(String)
}

extension HistoryError: CustomStringConvertible {
  /// One line: what, where, what to do.
  public var description: String {
    switch self {
    case .place(let error):
      if case .notAFile(let kind) = error.problem {
        "\(shown(error.path)): \(kind.rawValue) lies where the history belongs. Move it away."
      } else {
        "\(error)"
      }
    case .nowhere:
      "Nothing tells where the history is: neither XDG_STATE_HOME nor HOME is set. Set one of them."
    case .newer(let path, let version, let known):
      "\(shown(path)): this history was written by a newer version (\(version); this one knows "
        + "\(known)). Use that one, or move the file away."
    case .noDatabase(let path):
      "\(shown(path)): this is no history (not an SQLite file). Move it away."
    case .damaged(let path):
      "\(shown(path)): the history is damaged. Move it away, or repair it with sqlite3 .recover."
    case .locked(let path):
      "\(shown(path)): another program keeps the history locked. Try again when it has ended."
    case .readOnly(let path):
      "\(shown(path)): the history cannot be written. Check the permissions of the file and folder."
    case .full(let path): "\(shown(path)): the disk is full. Free some space."
    case .system(let path, let message, let code):
      "\(shown(path)): the history cannot be used (\(shown(reason(message, code)))). "
        + advice(code)
    case .unknownRun(let name):
      "There is no run \(shown("\"\(name)\"")) in the history. "
        + "See quickstep history list for the numbers."
    }
  }

  private func reason(_ message: String, _ code: Int32) -> String {
    code == 0 ? message : "\(message): \(String(cString: strerror(code)).lowercased())"
  }

  private func advice(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Free some space."
    case EACCES, EPERM, EROFS: "Check the permissions."
    case EFBIG: "Allow longer files (ulimit -f)."
    default: "Try again, or move the file away."
    }
  }
}

private func shown(_ text: String) -> String { PrintableText(text, limit: 300).text }
