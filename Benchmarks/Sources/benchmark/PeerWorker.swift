import Glibc
import Networks
import Tensors

/// Times Quickstep as the Python workers time the others: reads lines `SUBJECT BATCH TASK SECONDS`
/// and answers each with a line of JSON, the least seconds of wall clock and of processor a call.
struct PeerWorker {
  let threads: Int
  let folder: String

  func serve() throws {
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    var ready: (key: [Substring], run: () -> Void)?
    while let text = readLine() {
      let words = text.split(separator: " ")
      guard words.count == 4, let batch = Int(words[1]), let budget = Double(words[3]) else {
        fatalError("expected SUBJECT BATCH TASK SECONDS, not \(text)")
      }
      let key = Array(words[..<3])
      if ready?.key != key {
        ready = (key, try work(words[0], batch: batch, task: words[2], with: kernels))
      }
      print(measure(ready!.run, budget: budget))
      fflush(nil)
    }
  }

  private func work(
    _ subject: Substring, batch: Int, task: Substring, with kernels: Kernels
  ) throws -> () -> Void {
    if task == "training" {
      return try trainingStep("\(folder)/train-\(subject)-flow.toml", batch: batch, with: kernels)
    }
    let path = "\(folder)/\(subject)"
    if task == "forward", access("\(path)/config.json", R_OK) == 0 {
      return prediction(try Checkpoint(path).model(with: kernels), batch: batch, with: kernels)
    }
    return try PeerSubject(subject, folder: folder, batch: batch, with: kernels).work(task)
  }

  private func measure(_ run: () -> Void, budget: Double) -> String {
    run()
    let inner = max(1, Int(0.002 / max(1e-9, time(run))))
    var wall: [Double] = [], processor: [Double] = []
    let end = seconds() + budget
    while seconds() < end || wall.count < 3 {
      let began = processorSeconds()
      wall.append(time { for _ in 0..<inner { run() } } / Double(inner))
      processor.append((processorSeconds() - began) / Double(inner))
    }
    return
      "{\"wall\": \(wall.min()!), \"cpu\": \(processor.min()!), \"calls\": \(wall.count * inner)}"
  }
}

private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
