/// A parameter as a network declares it: its name and shape, before there are values.
public struct Weight: Hashable, Sendable {
  /// What the parameter does, which decides how files and the tape lay it out.
  public enum Form: Hashable, Sendable {
    case vector(Int)
    /// A matrix product; files hold [out][in].
    case linear(input: Int, output: Int)
    /// The same as a convolution of one pixel; files hold [out][in][1][1].
    case pointwise(input: Int, output: Int)
    /// A convolution of 3x3 pixels; files hold [out][in][row][column].
    case convolution(input: Int, output: Int)
    case table(rows: Int, width: Int)
  }

  /// The name in files: `down_blocks.0.resnets.1.conv1.weight`.
  public let name: String
  public let form: Form

  /// The shape in files.
  public var fileShape: [Int] {
    switch form {
    case .vector(let count): [count]
    case .linear(let input, let output): [output, input]
    case .pointwise(let input, let output): [output, input, 1, 1]
    case .convolution(let input, let output): [output, input, 3, 3]
    case .table(let rows, let width): [rows, width]
    }
  }

  /// The shape that the tape works with: input before output, pixels before both.
  public var dimensions: [Int] {
    switch form {
    case .vector(let count): [count]
    case .linear(let input, let output), .pointwise(let input, let output): [input, output]
    case .convolution(let input, let output): [3, 3, input, output]
    case .table(let rows, let width): [rows, width]
    }
  }

  public var count: Int { dimensions.reduce(1, *) }

  /// Pixels of a kernel, inputs and outputs: what has to be exchanged between the layouts; `nil`
  /// where they are the same.
  var exchange: (pixels: Int, input: Int, output: Int)? {
    switch form {
    case .vector, .table: nil
    case .linear(let input, let output), .pointwise(let input, let output): (1, input, output)
    case .convolution(let input, let output): (9, input, output)
    }
  }
}

/// A place in a network's tree of names, where layers declare their weights.
struct Scope {
  private final class List {
    var weights: [Weight] = []
    var parts: [String] = []
  }

  private let list: List
  /// The names of the layers around, with dots between: `down_blocks.0.resnets.1`.
  let name: String

  init() {
    list = List()
    name = ""
  }

  private init(_ list: List, _ name: String) {
    self.list = list
    self.name = name
  }

  /// Everything declared in the whole tree so far, in order.
  var declared: [Weight] { list.weights }

  /// The parts that can be left out, in order.
  var parts: [String] { list.parts }

  subscript(_ part: String) -> Scope { Scope(list, name.isEmpty ? part : "\(name).\(part)") }

  subscript(_ part: String, _ index: Int) -> Scope { self["\(part).\(index)"] }

  func weight(_ part: String, _ form: Weight.Form) -> Weight {
    let weight = Weight(name: self[part].name, form: form)
    list.weights.append(weight)
    return weight
  }

  /// Declares that the layer here can be left out.
  /// - Returns: its name, of shorter words than those of files: `down.0.attn.1`.
  func part() -> String {
    let part = name.split(separator: ".").map { Self.shortNames[String($0)] ?? String($0) }
      .joined(separator: ".")
    list.parts.append(part)
    return part
  }

  private static let shortNames = [
    "down_blocks": "down", "mid_block": "mid", "up_blocks": "up", "resnets": "res",
    "attentions": "attn",
  ]
}
