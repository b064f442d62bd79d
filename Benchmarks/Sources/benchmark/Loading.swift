import Glibc
import Networks
import Tensors

/// What it takes until a network has given its first prediction, for a batch of one: the time of
/// reading its weights and of bringing them into the forms that kernels want, and the most memory
/// that this process ever had. To be run in a process of its own.
func loading(_ folder: String, threads: Int) throws {
  let kernels = Kernels(pool: ThreadPool(threads: threads))
  let before = peakMemory()
  let began = seconds()
  let model = try Checkpoint(folder).model(with: kernels)
  let reading = seconds() - began
  let evaluate = prediction(model, batch: 1, with: kernels)
  let first = time(evaluate)
  let peak = peakMemory()
  let packing = first - median(runs: 3, evaluate)
  let weights = Double(model.parameterCount)
  report("weights", weights / 1e6, "million")
  report(
    "reading and packing them, \(threads) threads", reading + packing, "s", bar: "1",
    "reading \(Int(reading * 1e3)) ms, packing \(Int(packing * 1e3)) ms")
  report(
    "peak memory, as a multiple of the weights", peak / (4 * weights), "times", bar: "2.2",
    "\(Int(peak / 1e6)) MB, \(Int(before / 1e6)) MB of them before")
}

/// Bytes of memory that this process has had at most.
private func peakMemory() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) * 1024
}
