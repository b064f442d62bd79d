import Glibc

extension Configuration {
  /// Takes no more memory from now on than the configuration allows. Plans that need more are refused,
  /// as everywhere where the machine has less.
  func limitMemory() {
    guard let memory else { return }
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(memory * Double(1 << 30)))
    setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
  }
}
