/// The numbers in rising order, quickly where they are spread about: dealt into as many buckets of
/// equal width as there are numbers, which leaves little to put right.
func sortedNumbers(_ values: [Double]) -> [Double] {
  guard values.count > 64, let first = values.first else { return values.sorted() }
  var low = first, high = first
  for value in values {
    low = value < low ? value : low
    high = value > high ? value : high
  }
  let buckets = values.count, width = high - low, scale = Double(buckets) / width
  guard width.isFinite, scale.isFinite, values.allSatisfy(\.isFinite) else {
    return values.sorted()
  }
  func bucket(_ value: Double) -> Int { min(buckets - 1, Int((value - low) * scale)) }
  return withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets + 1) { ends in
    ends.update(repeating: 0)
    for value in values { ends[bucket(value) + 1] += 1 }
    for index in 1...buckets { ends[index] += ends[index - 1] }
    return Array(unsafeUninitializedCapacity: values.count) { sorted, count in
      for value in values {
        let place = bucket(value)
        sorted[ends[place]] = value
        ends[place] += 1
      }
      // Each bucket's end is now the next one's start.
      var start = 0
      for index in 0..<buckets {
        let end = ends[index]
        if end - start > 32 {
          sorted[start..<end].sort()
        } else {
          insertionSort(sorted, start..<end)
        }
        start = end
      }
      count = values.count
    }
  }
}

private func insertionSort(_ values: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>) {
  for index in range.dropFirst() {
    let value = values[index]
    var place = index
    while place > range.lowerBound, values[place - 1] > value {
      values[place] = values[place - 1]
      place -= 1
    }
    values[place] = value
  }
}
