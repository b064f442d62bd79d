import Testing

import Files

@Suite struct FreeMemoryTests {
  private static let page = 4096
  private static let machine = [
    "/proc/meminfo": "MemTotal:  2000 kB\nMemFree: 10 kB\nMemAvailable:   1000 kB\n"
  ]

  private func free(_ files: [String: String], limits: [FreeMemory.ProcessLimit] = []) -> Int? {
    FreeMemory(limits: limits) { path in
      files[path] ?? Self.machine[path]
    }.bytes
  }

  @Test func theMachineSaysWhatIsAvailable() {
    #expect(free([:]) == 1000 * 1024)
    #expect(free(["/proc/meminfo": "nothing of use\n"]) == nil)
  }

  @Test func limitsOfTheProcessCountWhatItHas() {
    let files = ["/proc/self/statm": "100 50 10 1 0 30 0\n"]
    let space = FreeMemory.ProcessLimit(bytes: 150 * Self.page, column: 0)
    let data = FreeMemory.ProcessLimit(bytes: 40 * Self.page, column: 5)
    #expect(free(files, limits: [space]) == 50 * Self.page)
    #expect(free(files, limits: [space, data]) == 10 * Self.page)
    #expect(free(files, limits: [FreeMemory.ProcessLimit(bytes: 1, column: 0)]) == 0)
  }

  @Test func everyGroupAroundTheProcessCounts() {
    var files = [
      "/proc/self/cgroup": "0::/outer/inner\n",
      "/sys/fs/cgroup/outer/inner/memory.max": "max\n",
      "/sys/fs/cgroup/outer/inner/memory.current": "7\n",
      "/sys/fs/cgroup/outer/memory.max": "900000\n",
      "/sys/fs/cgroup/outer/memory.current": "200000\n",
    ]
    #expect(free(files) == 700_000)
    files["/sys/fs/cgroup/outer/memory.stat"] = "anon 5\ninactive_file 30000\n"
    #expect(free(files) == 730_000)
    files["/sys/fs/cgroup/outer/inner/memory.max"] = "1000\n"
    #expect(free(files) == 993)
  }

  @Test func groupsOfTheFirstKindCount() {
    let files = [
      "/proc/self/cgroup": "5:cpu:/a\n4:hugetlb,memory:/a\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "5000\n",
      "/sys/fs/cgroup/memory/memory.usage_in_bytes": "4000\n",
      "/sys/fs/cgroup/memory/memory.stat": "total_inactive_file 100\n",
    ]
    #expect(free(files) == 1100)
  }

  @Test func thisProcessHasSome() {
    #expect(FreeMemory().bytes.map { $0 > 0 } ?? true)
  }
}
