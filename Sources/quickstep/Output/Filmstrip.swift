import Experiments
import Files
import Screen

/// What a run showed, step by step, as a moving picture.
struct Filmstrip {
  private var previews: [Preview] = []

  /// Takes the preview that is shown unless another is chosen, where there is one.
  mutating func take(_ shown: [Preview?]?) {
    if let preview = shown?.first ?? nil { previews.append(preview) }
  }

  /// All of them in the box of the last one.
  /// - Parameter line: what makes the run again.
  /// - Throws: `FilmstripError`, `AnimationError`.
  func bytes(line: String) throws -> [UInt8] {
    let box = previews.last?.box
    guard let last = previews.last, last.picture(in: box) != nil else { throw FilmstripError() }
    return try APNGFile.encode(count: previews.count, note: line) { index in
      guard let picture = previews[index].picture(in: box) else { throw FilmstripError() }
      return PixelPicture(picture)
    }
  }
}

/// What a run shows is no picture.
struct FilmstripError: Error, CustomStringConvertible {
  var description: String { "A filmstrip: this run shows no pictures. Leave it out." }
}
