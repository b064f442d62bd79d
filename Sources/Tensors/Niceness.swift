import Glibc

/// Sets how much the calling thread gives way to others: 0 not at all, 19 the most.
package func setThreadNiceness(_ niceness: Int32) {
  // Linux takes 0 for the calling thread.
  setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
}
