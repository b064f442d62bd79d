import Screen
import Testing

@Suite struct PictureTests {
  let full = DisplayCapabilities(
    colorDepth: .trueColor, glyphs: .braille, graphics: .sixel,
    cellPixels: .init(width: 9, height: 19))

  func surface(_ mode: PictureMode, cell: (Int, Int) = (8, 16)) -> PictureSurface {
    var display = full
    display.cellPixels = .init(width: cell.0, height: cell.1)
    return PictureSurface(mode: mode, display: display, theme: .unstyled)
  }

  func grey(_ rows: [[UInt8]]) -> Image {
    .indexed(
      IndexedPicture(
        greys: Plane(width: rows[0].count, height: rows.count, pixels: Array(rows.joined()))))
  }

  @Test func theBestModeIsWhatTheTerminalCan() {
    typealias D = DisplayCapabilities
    let cases: [(D, PictureMode)] = [
      (D(), .ascii), (D(colorDepth: .trueColor, glyphs: .ascii), .ascii),
      (D(colorDepth: .none, glyphs: .braille), .braille),
      (D(colorDepth: .sixteen, glyphs: .blocks), .ascii),
      (D(colorDepth: .twoFiftySix, glyphs: .blocks), .halfBlock),
      (D(colorDepth: .trueColor, glyphs: .braille), .halfBlock),
      (D(colorDepth: .none, glyphs: .ascii, graphics: .sixel), .sixel),
      (D(colorDepth: .trueColor, glyphs: .braille, graphics: .kitty), .kitty),
    ]
    for (display, mode) in cases {
      #expect(PictureMode.best(for: display) == mode, "\(display)")
      #expect(mode.obstacle(on: display) == nil)
    }
    #expect(PictureMode.kitty.obstacle(on: full) == "the terminal did not offer kitty's protocol")
  }

  @Test func pixelsAreNoMoreThanTheTerminalTakes() {
    let screen = Rect(column: 0, row: 0, columns: 300, rows: 100)
    for limit in [PixelSize(width: 1000, height: 1000), PixelSize(width: 640, height: 481)] {
      for mode in [PictureMode.sixel, .kitty] {
        var surface = surface(mode, cell: (9, 19))
        surface.display.pictureLimit = limit
        let size = surface.resolution(of: screen)
        #expect(size.width == limit.width && size.height <= limit.height)
        #expect(size.height > limit.height - 6)
        var frame = Frame(size: Size(columns: 300, rows: 102))
        surface.draw(grey([[0, 255], [255, 0]]), in: screen, of: &frame)
        let picture = frame.pictures[0]
        #expect(picture.size.width <= limit.width && picture.size.height <= limit.height)
        #expect(picture.rect.columns <= limit.width / 9 + 1)
      }
    }
  }

  @Test func fittedSizesKeepProportionsAndStayInside() {
    let lengths = [1, 2, 3, 7, 28, 64, 111, 500]
    for aspect in [1.0, 1.2, 2.0] {
      for width in lengths {
        for height in lengths {
          for placeWidth in lengths {
            let source = PixelSize(width: width, height: height)
            let place = PixelSize(width: placeWidth, height: 80)
            let size = source.fitted(into: place, pixelAspect: aspect)
            #expect(size.width >= 1 && size.width <= place.width)
            #expect(size.height >= 1 && size.height <= place.height)
            let scaleX = Double(size.width) / Double(width)
            let scaleY = Double(size.height) * aspect / Double(height)
            let tolerance = 1 / Double(width) + 1.5 * aspect / Double(height)
            #expect(abs(scaleX - scaleY) <= tolerance, "\(source) into \(place): \(size)")
          }
        }
      }
    }
    let digit = PixelSize(width: 28, height: 28)
    #expect(
      digit.fitted(into: PixelSize(width: 260, height: 300)) == PixelSize(width: 252, height: 252))
    #expect(
      digit.fitted(into: PixelSize(width: 57, height: 40), pixelAspect: 2)
        == PixelSize(width: 56, height: 28))
    #expect(
      PixelSize(width: 0, height: 5).fitted(into: digit) == PixelSize(width: 0, height: 0))
  }

  @Test func halfBlocks() {
    let (a, b, c) = (RGB(255, 0, 0), RGB(0, 255, 0), RGB(0, 0, 255))
    let image = Image.color(Picture(width: 2, height: 3, pixels: [a, b, a, c, c, c]))
    let drawn = frame(2, 2) { surface(.halfBlock).draw(image, in: $0, of: &$1) }
    #expect(drawn.text == " ▀\n▀▀")
    #expect(drawn[0, 0].style == Style(background: a))
    #expect(drawn[1, 0].style == Style(foreground: b, background: c))
    #expect(drawn[0, 1].style == Style(foreground: c))
  }

  @Test func asciiRamp() {
    let image = grey([[0, 28, 57, 85, 113, 142, 170, 198, 227, 255]].flatMap { [$0, $0] })
    let dark = frame(10, 1) { surface(.ascii).draw(image, in: $0, of: &$1) }
    #expect(dark.text == " .:-=+*#%@")
    var light = surface(.ascii)
    light.theme = Theme(
      name: "light", assumedForeground: RGB(0, 0, 0), assumedBackground: RGB(255, 255, 255),
      styles: [:])
    #expect(frame(10, 1) { light.draw(image, in: $0, of: &$1) }.text == "@%#*+=-:.")
    #expect(dark.cells.allSatisfy { $0.style == .plain })
    let red = Image.color(Picture(width: 1, height: 2, filledWith: RGB(255, 0, 0)))
    #expect(
      frame(1, 1) { surface(.ascii).draw(red, in: $0, of: &$1) }[0, 0]
        == Cell("-", Style(foreground: RGB(255, 0, 0))))
  }

  @Test func braille() {
    let image = grey((0..<8).map { y in (0..<8).map { x in x == y ? 255 : 0 } })
    let drawn = frame(4, 2) { surface(.braille).draw(image, in: $0, of: &$1) }
    #expect(drawn.text == "⠑⢄\n  ⠑⢄")
    let ramp = grey(Array(repeating: (0..<16).map { UInt8($0 * 17) }, count: 4))
    #expect(
      frame(8, 1) { surface(.braille).draw(ramp, in: $0, of: &$1) }.text == " ⠄⠕⢕⢝⢽⢿⣿")
  }

  @Test func shrinkingAverages() {
    let checks = Picture(
      width: 64, height: 64,
      pixels: (0..<4096).map { ($0 + $0 / 64) % 2 == 0 ? RGB(200, 0, 0) : RGB(0, 100, 0) })
    let drawn = frame(8, 4) { surface(.halfBlock).draw(.color(checks), in: $0, of: &$1) }
    #expect(drawn.cells.allSatisfy { $0 == Cell(" ", Style(background: RGB(100, 50, 0))) })
    let flat = Picture(width: 61, height: 47, filledWith: RGB(9, 80, 255))
    let small = frame(7, 5) { surface(.halfBlock).draw(.color(flat), in: $0, of: &$1) }
    let colors = Set(
      small.cells.flatMap { [$0.style.foreground, $0.style.background].compactMap { $0 } })
    #expect(colors == [RGB(9, 80, 255)])
  }

  @Test func graphicsArePlacedInTheMiddleOfBlankCells() {
    let image = Image.color(gradient(28, 28))
    for mode in [PictureMode.sixel, .kitty] {
      var drawn = Frame(size: Size(columns: 40, rows: 12), fill: Cell("x"))
      surface(mode).draw(image, in: Rect(column: 1, row: 1, columns: 38, rows: 10), of: &drawn)
      let picture = drawn.pictures[0]
      // 160 pixels of height hold a whole factor of 5: 140 pixels, 18 columns and 9 rows.
      #expect(picture.rect == Rect(column: 11, row: 1, columns: 18, rows: 9))
      #expect(drawn[11, 1] == Cell() && drawn[28, 9] == Cell() && drawn[29, 9] == Cell("x"))
      #expect(picture.erasure == (mode == .kitty ? Kitty.erase(id: 1) : []))
    }
  }

  @Test func picturesStayAboveTheLastRow() throws {
    for rows in 1...12 {
      var drawn = Frame(size: Size(columns: 40, rows: rows))
      surface(.sixel, cell: (9, 19)).draw(
        .color(gradient(90, 300)), in: Rect(drawn.size), of: &drawn)
      #expect(drawn.pictures.isEmpty == (rows == 1))
      var kitty = Frame(size: drawn.size)
      surface(.kitty).draw(.color(gradient(90, 300)), in: Rect(drawn.size), of: &kitty)
      #expect(kitty.pictures.allSatisfy { $0.rect.row + $0.rect.rows < rows })
      for picture in drawn.pictures {
        let height = try SixelDecoder(picture.bytes).height
        #expect((height + 5) / 6 * 6 <= (rows - 1) * 19)
        #expect(picture.rect.row + picture.rect.rows < rows)
      }
    }
  }

  @Test func equalPicturesHaveEqualIdentities() {
    func placed(_ picture: Picture) -> PlacedPicture {
      frame(20, 10) { surface(.sixel).draw(.color(picture), in: $0, of: &$1) }.pictures[0]
    }
    #expect(placed(noise(9, 9)) == placed(noise(9, 9)))
    #expect(placed(noise(9, 9)) != placed(noise(9, 9, seed: 2)))
    var changed = noise(9, 9)
    changed.pixels[80] = RGB(0, 0, 0)
    #expect(placed(noise(9, 9)) != placed(changed))
  }

  @Test func gridsUseThePlaceWell() {
    let digit = PixelSize(width: 28, height: 28)
    let cases: [(Int, PixelSize, Int)] = [
      (16, PixelSize(width: 256, height: 256), 4), (16, PixelSize(width: 1000, height: 130), 8),
      (16, PixelSize(width: 900, height: 60), 16), (1, digit, 1), (2, digit, 2),
      (7, PixelSize(width: 30, height: 900), 1), (0, digit, 1),
    ]
    for (count, place, expected) in cases {
      let columns = gridColumns(count: count, of: digit, gap: 1, in: place)
      #expect(columns == expected || count == 2, "\(count) in \(place): \(columns)")
    }
    let pieces = (1...3).map { Plane<UInt8>(width: 2, height: 1, filledWith: UInt8($0)) }
    let grid = Plane.grid(pieces, columns: 2, gap: 1, gapPixel: 0)
    #expect(
      grid == Plane(width: 5, height: 3, pixels: [1, 1, 0, 2, 2, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0]))
    #expect(Plane<UInt8>.grid([], columns: 4, gap: 1, gapPixel: 0).size.isEmpty)
  }

  @Test func aGreyGridIsExactInSixel() throws {
    let planes = (0..<16).map { seed in
      Plane(
        width: 28, height: 28,
        pixels: noise(28, 28, seed: UInt64(seed)).pixels.map(\.red))
    }
    let surface = surface(.sixel)
    let rect = Rect(column: 0, row: 0, columns: 32, rows: 16)
    guard case .indexed(let grid) = surface.grid(ofGreys: planes, in: rect) else {
      Issue.record("a grey grid is indexed")
      return
    }
    #expect(grid.plane.size == PixelSize(width: 115, height: 115))
    #expect(grid.palette.count == 65)
    let drawn = frame(32, 17) { surface.draw(.indexed(grid), in: rect, of: &$1) }
    let decoded = try SixelDecoder(drawn.pictures[0].bytes)
    #expect(decoded.width == 230)
    #expect(
      decoded.pixels.enumerated().allSatisfy { y, row in
        row.enumerated().allSatisfy { x, pixel in
          pixel == inPercent(grid.palette[Int(grid.plane[x / 2, y / 2])])
        }
      })
  }

  @Test func everyModeDrawsAtAnySize() {
    let images = [
      Image.color(gradient(28, 28)), .color(noise(3, 50)), .color(noise(200, 2)),
      .color(Picture(width: 0, height: 0, pixels: [])), grey([[0, 128, 255]]),
    ]
    let box = ViewBox(x: -1...1, y: -1...1)
    let field = DensityField(
      box: box, values: Plane(width: 3, height: 3, pixels: (0..<9).map(Double.init)))
    let scatter = Scatter(
      points: [[0, 0], [0.5, 0.5], [9, 9], [.nan, 0], [.infinity, 0]], field: field, view: box)
    for mode in PictureMode.allCases {
      for image in images {
        #expect(staysInside { surface(mode).draw(image, in: $0, of: &$1) }, "\(mode)")
      }
      #expect(staysInside { surface(mode).draw(scatter, in: $0, of: &$1) }, "\(mode)")
    }
  }
}
