import Glibc

/// The process's characters, which ncurses writes in.
enum Locale {
  /// Makes them UTF-8, if this machine has any such locale. Containers often name one that is not
  /// installed, but C.UTF-8 always comes with the C library.
  static func useUTF8() -> Bool {
    let names = ["", "C.UTF-8", "C.utf8", "en_US.UTF-8"]
    return names.contains { (name: String) in
      setlocale(LC_CTYPE, name) != nil && String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
    }
  }
}
