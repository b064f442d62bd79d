/// What a placed picture was made from. A frame takes over the picture of the frame before whose
/// source is the same, because making one costs more than all the rest of a frame.
struct PictureSource: Equatable, Sendable {
  enum Content: Equatable, Sendable {
    case image(Image)
    /// A plot over so many pixels.
    case scatter(Scatter, PixelSize)

    var size: PixelSize {
      switch self {
      case .image(let image): image.size
      case .scatter(_, let size): size
      }
    }

    func image() -> Image {
      switch self {
      case .image(let image): image
      case .scatter(let scatter, let size): .indexed(scatter.picture(size: size))
      }
    }
  }

  let content: Content
  let mode: PictureMode
  /// In pixels of the screen.
  let size: PixelSize
  let rect: Rect
  let slot: UInt32

  /// Encodes the picture.
  func placed() -> PlacedPicture {
    let image = content.image()
    let shrinks = size.width < image.size.width || size.height < image.size.height
    let ready = shrinks ? Image.color(image.picture.scaled(to: size)) : image
    let isSixel = mode == .sixel
    let bytes =
      isSixel
      ? Sixel.encode(ready.indexed, size: size)
      : Kitty.encode(ready.picture, size: size, id: slot)
    var placed = PlacedPicture(
      rect: rect, size: size, identity: identity(of: bytes), bytes: bytes,
      erasure: isSixel ? [] : Kitty.erase(id: slot))
    placed.source = self
    return placed
  }
}
