/// What a tape has recorded.
struct Recording {
  /// What is known about a value, by index.
  struct ValueRecord {
    let count: Int
    var wantsGradient = false
    var isInput = false
    var isKept = false
  }

  enum Pass {
    case forward, backward
  }

  /// A packed form that operations need.
  struct FormRecord {
    let weight: Weight
    let form: PackedForm
    let pass: Pass
  }

  var operations: [any Operation] = []
  var values: [ValueRecord] = []
  var indexCounts: [Int] = []
  private(set) var parameters: [Parameter] = []
  private(set) var forms: [FormRecord] = []
  /// The parameters that are read in their canonical layout.
  private(set) var readCanonically: Set<Int> = []
  private var weights: [ObjectIdentifier: Weight] = [:]
  private var packedForms: [FormKey: Packed] = [:]

  private struct FormKey: Hashable {
    let weight: Int
    let form: PackedForm
    let pass: Pass
  }

  mutating func addValue(_ shape: TensorShape) -> Value {
    values.append(ValueRecord(count: shape.count))
    return Value(index: values.count - 1, shape: shape)
  }

  mutating func weight(_ parameter: Parameter) -> Weight {
    if let known = weights[ObjectIdentifier(parameter)] { return known }
    let weight = Weight(index: parameters.count, count: parameter.count)
    parameters.append(parameter)
    weights[ObjectIdentifier(parameter)] = weight
    return weight
  }

  /// A parameter whose canonical values are read.
  mutating func canonical(_ parameter: Parameter) -> Weight {
    let weight = weight(parameter)
    readCanonically.insert(weight.index)
    return weight
  }

  mutating func packed(_ weight: Weight, _ form: PackedForm, for pass: Pass) -> Packed {
    let key = FormKey(weight: weight.index, form: form, pass: pass)
    if let known = packedForms[key] { return known }
    let packed = Packed(index: forms.count)
    forms.append(FormRecord(weight: weight, form: form, pass: pass))
    packedForms[key] = packed
    return packed
  }
}
