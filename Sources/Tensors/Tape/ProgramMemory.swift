/// The memory of a planned tape: one arena, and where everything begins, by index.
final class ProgramMemory {
  typealias Floats = UnsafeMutablePointer<Float>

  let arena: FloatBuffer
  let values: UnsafeMutablePointer<Floats>
  let borders: UnsafeMutablePointer<Bool>
  let parameters: UnsafeMutablePointer<Floats>
  let parameterGradients: UnsafeMutablePointer<Floats>
  let packed: UnsafeMutablePointer<Floats>
  let indices: UnsafeMutablePointer<UnsafeMutablePointer<Int32>>
  private let indexCount: Int

  /// Everything points to the start of the arena at first.
  init(_ recording: Recording, floats: Int) {
    let arena = FloatBuffer(count: floats)
    self.arena = arena
    func table(_ count: Int) -> UnsafeMutablePointer<Floats> {
      let table = UnsafeMutablePointer<Floats>.allocate(capacity: max(count, 1))
      table.initialize(repeating: arena.start, count: count)
      return table
    }
    values = table(recording.values.count)
    parameters = table(recording.parameters.count)
    parameterGradients = table(recording.parameters.count)
    packed = table(recording.forms.count)
    borders = .allocate(capacity: max(recording.values.count, 1))
    borders.initialize(repeating: false, count: recording.values.count)
    indexCount = recording.indexCounts.count
    indices = .allocate(capacity: max(indexCount, 1))
    for (index, count) in recording.indexCounts.enumerated() {
      let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: count)
      numbers.initialize(repeating: 0, count: count)
      (indices + index).initialize(to: numbers)
    }
  }

  deinit {
    for index in 0..<indexCount { indices[index].deallocate() }
    for table in [values, parameters, parameterGradients, packed] { table.deallocate() }
    borders.deallocate()
    indices.deallocate()
  }
}
