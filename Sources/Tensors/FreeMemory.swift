import CKernels

/// Gives the system back what lies free in the heaps of all threads, which takes milliseconds: threads
/// that begin and end leave gaps in as many heaps.
public func returnFreeMemory() { ck_return_free_memory() }
