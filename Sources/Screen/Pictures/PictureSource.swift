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
  let cell: DisplayCapabilities.CellPixels
  let slot: UInt32

  /// Encodes the picture.
  func placed() -> PlacedPicture {
    let image = content.image()
    let shrinks = size.width < image.size.width || size.height < image.size.height
    let ready = shrinks ? Image.color(image.picture.scaled(to: size)) : image
    let encoded = encoded(ready)
    var placed = PlacedPicture(
      rect: rect, size: size, identity: identity(of: encoded.bytes), bytes: encoded.bytes,
      erasure: encoded.erasure)
    placed.source = self
    return placed
  }

  private func encoded(_ image: Image) -> (bytes: [UInt8], erasure: [UInt8]) {
    switch mode {
    case .kitty:
      (Kitty.encode(image.picture, size: size, cell: cell, id: slot), Kitty.erase(id: slot))
    case .kittyInTmux:
      (
        KittyPlaceholders.encode(image.picture, size: size, in: rect, id: slot),
        TmuxPassthrough.wrapped(Kitty.erase(id: slot))
      )
    case .iterm: (InlinePicture.encode(image.picture, size: size), [])
    case .sixel, .ascii, .halfBlock, .braille: (Sixel.encode(image.indexed, size: size), [])
    }
  }
}
