import CPNG

/// PNG pictures through libpng's simplified interface, which reports errors by value.
public enum PNGFile {
  /// The most columns and rows of a picture that is read.
  public static let sizeLimit = 8192

  /// Reads a picture of any PNG kind as 8-bit grey or colour: palettes become colour, 16 bits
  /// are scaled to 8, transparent parts are laid on black: stored value times opacity.
  public static func read(_ path: String) throws(FileError) -> PixelPicture {
    try decode(ByteSource(contentsOf: path, limit: 1 << 28))
  }

  /// Decodes the bytes of a PNG file, see ``read(_:)``.
  public static func decode(_ source: ByteSource) throws(FileError) -> PixelPicture {
    do {
      return try decodePNG(source.bytes)
    } catch {
      throw source.error(error)
    }
  }

  /// The bytes of a PNG file, 8-bit grey or colour.
  public static func encode(_ picture: PixelPicture) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(picture.width)
    image.height = UInt32(picture.height)
    image.format = format(channels: picture.channels)
    // Stored blocks and a row filter byte bound the size.
    let rowSize = picture.width * picture.channels + 1
    var size = rowSize * picture.height * 101 / 100 + 4096
    var bytes = [UInt8](repeating: 0, count: size)
    let written = png_image_write_to_memory(&image, &bytes, &size, 0, picture.pixels, 0, nil)
    precondition(written != 0, "libpng refused a picture made by us: \(message(of: image))")
    return Array(bytes[..<size])
  }

  /// Writes a picture as a PNG file, complete or not at all.
  public static func write(_ picture: PixelPicture, to path: String) throws(FileError) {
    try AtomicFile.write(encode(picture), to: path)
  }
}

private func decodePNG(_ bytes: [UInt8]) throws(FileProblem) -> PixelPicture {
  guard PNGFile.isPNG(bytes) else { throw .wrongFormat(.png) }
  var image = png_image()
  image.version = UInt32(PNG_IMAGE_VERSION)
  // libpng keeps both addresses between its two calls, so all of them lie in one scope.
  let decoded = withUnsafeMutablePointer(to: &image) { image in
    bytes.withUnsafeBytes { raw in
      defer { png_image_free(image) }
      return decode(raw, through: image)
    }
  }
  return try decoded.get()
}

private func decode(
  _ raw: UnsafeRawBufferPointer, through image: UnsafeMutablePointer<png_image>
) -> Result<PixelPicture, FileProblem> {
  guard png_image_begin_read_from_memory(image, raw.baseAddress, raw.count) != 0 else {
    return .failure(.damagedPicture(reason: message(of: image.pointee)))
  }
  let (width, height) = (Int(image.pointee.width), Int(image.pointee.height))
  guard width <= PNGFile.sizeLimit, height <= PNGFile.sizeLimit else {
    return .failure(
      .unsupported(
        feature: "a picture of \(width)x\(height)",
        supported: "up to \(PNGFile.sizeLimit)x\(PNGFile.sizeLimit)"))
  }
  let channels = image.pointee.format & UInt32(PNG_FORMAT_FLAG_COLOR) == 0 ? 1 : 3
  let opacity = image.pointee.format & UInt32(PNG_FORMAT_FLAG_ALPHA)
  image.pointee.format = format(channels: channels) | opacity
  // 16-bit files without a gamma entry hold sRGB values like 8-bit ones, not linear light.
  image.pointee.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
  let stored = channels + (opacity == 0 ? 0 : 1)
  var pixels = [UInt8](repeating: 0, count: width * height * stored)
  guard png_image_finish_read(image, nil, &pixels, 0, nil) != 0 else {
    return .failure(.damagedPicture(reason: message(of: image.pointee)))
  }
  return .success(
    PixelPicture(
      width: width, height: height, channels: channels,
      pixels: opacity == 0 ? pixels : onBlack(pixels, channels: channels)))
}

/// What is seen of pixels whose last channel is their opacity. libpng would mix in linear light,
/// which other programs do not.
private func onBlack(_ pixels: [UInt8], channels: Int) -> [UInt8] {
  var seen: [UInt8] = []
  seen.reserveCapacity(pixels.count / (channels + 1) * channels)
  for start in stride(from: 0, to: pixels.count, by: channels + 1) {
    let opacity = Int(pixels[start + channels])
    for value in pixels[start..<start + channels] {
      seen.append(UInt8((Int(value) * opacity + 127) / 255))
    }
  }
  return seen
}

private func format(channels: Int) -> UInt32 {
  channels == 1 ? UInt32(PNG_FORMAT_GRAY) : UInt32(PNG_FORMAT_RGB)
}

private func message(of image: png_image) -> String {
  withUnsafeBytes(of: image.message) { raw in
    String(decoding: Array(raw.prefix { $0 != 0 }), as: UTF8.self)
  }
}
