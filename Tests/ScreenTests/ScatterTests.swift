import Glibc
import Screen
import Testing

@Suite struct ScatterTests {
  let box = ViewBox(x: -2...2, y: -2...2)

  /// A round hill in the middle.
  var hill: DensityField {
    let values = (0..<16 * 16).map { place -> Double in
      let (x, y) = (Double(place % 16) - 7.5, Double(place / 16) - 7.5)
      return max(0, 1 - (x * x + y * y) / 48)
    }
    return DensityField(box: box, values: Plane(width: 16, height: 16, pixels: values))
  }

  func surface(_ mode: PictureMode, _ depth: DisplayCapabilities.ColorDepth) -> PictureSurface {
    PictureSurface(
      mode: mode, display: DisplayCapabilities(colorDepth: depth, glyphs: .braille),
      theme: .unstyled)
  }

  @Test func lightnessOfTheFieldMapRisesEvenly() {
    // ITU-R BT.709 luminance, as CIE lightness, which the map was not built from.
    let lightness = ColorMap.field.colors.map { color -> Double in
      let linear = [color.red, color.green, color.blue].map { value -> Double in
        let v = Double(value) / 255
        return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
      }
      return 116 * cbrt(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]) - 16
    }
    let steps = zip(lightness.dropFirst(), lightness).map { $0 - $1 }
    let mean = steps.reduce(0, +) / Double(steps.count)
    #expect(steps.allSatisfy { $0 > 0.4 * mean && $0 < 1.7 * mean }, "\(steps)")
    #expect(lightness[0] < 15 && lightness[63] > 85)
    let greys = ColorMap.greys.colors
    #expect(greys.first == RGB(0, 0, 0) && greys.last == RGB(255, 255, 255) && greys.count == 64)
    #expect(zip(greys.dropFirst(), greys).allSatisfy { (4...5).contains($0.red - $1.red) })
  }

  @Test func valuesFindTheirColor() {
    let map = ColorMap(colors: (0..<5).map { RGB(UInt8($0), 0, 0) })
    let cases: [(Double, UInt8)] = [
      (0, 0), (0.12, 0), (0.13, 1), (0.5, 2), (1, 4), (7, 4), (-1, 0), (.nan, 0), (.infinity, 4),
    ]
    for (value, index) in cases { #expect(map.index(of: value) == index, "\(value)") }
  }

  @Test func boxesFillThePlaceWithoutDistortion() {
    let wide = box.filling(PixelSize(width: 200, height: 100))
    #expect(wide == ViewBox(x: -4...4, y: -2...2))
    let tall = box.filling(PixelSize(width: 100, height: 100), pixelAspect: 2)
    #expect(tall == ViewBox(x: -2...2, y: -4...4))
    let endless = ViewBox(x: -(.infinity)...(.infinity), y: 0...1)
    #expect(endless.filling(PixelSize(width: 9, height: 9)) == endless)
  }

  @Test func picturesShowDensityAndPoints() throws {
    let size = PixelSize(width: 64, height: 64)
    let field = Scatter(points: [], field: hill, view: box).picture(size: size)
    #expect(field.plane[0, 0] == 0 && field.plane[32, 32] > 60)
    #expect(field.plane[32, 32] > field.plane[48, 32])
    let marked = Scatter(points: [[1, 1], [-2, -2], [3, 0]], field: hill, view: box)
    #expect(marked.outside == 1)
    let picture = marked.picture(size: size)
    let white = try #require(picture.palette.lastIndex(of: RGB(255, 255, 255)))
    let pale = white + 1
    #expect(picture.plane[48, 16] == white && picture.plane[0, 63] == white)
    #expect(picture.plane.pixels.filter { $0 == white }.count == 2)
    // The one outside stands at the edge, in its direction from the middle.
    #expect(picture.plane[63, 32] == pale)
    #expect(picture.plane.pixels.filter { $0 == pale }.count == 1)
  }

  @Test func axesStandBesideThePicture() {
    let scatter = Scatter(points: [[-1.9, 1.9], [0, 0], [9, -9]], field: hill, view: box)
    let drawn = frame(46, 14) { rect, frame in
      ScatterPlot(
        scatter: scatter, surface: surface(.ascii, .none), look: Look(theme: .unstyled)
      ).draw(in: rect, of: &frame)
    }
    #expect(
      drawn.text == """
           2┤         o
            │               ...:::::...
            │             .:::-------:::.
           1┤           .::------=------::.
            │           .:---=========---:.
            │          .:----=========----:.
           0┤          .:----====o====----:.
            │           .:---=========---:.
            │           .::------=------::.
          -1┤             .:::-------:::.
            │               ...:::::...
          -2┤                                o
            ╰────────┬───────────┬───────────┬────────
                    -2           0           1 outside
        """)
    // Without room there is the picture alone.
    let small = frame(20, 8) { rect, frame in
      ScatterPlot(
        scatter: scatter, surface: surface(.ascii, .none), look: Look(theme: .unstyled)
      ).draw(in: rect, of: &frame)
    }
    let bare = frame(20, 8) { surface(.ascii, .none).draw(scatter, in: $0, of: &$1) }
    #expect(small.text == bare.text)
  }

  /// Wherever a point stands, it is drawn at the cell that its ticks name.
  @Test func everyFinitePointHasAPlace() {
    let size = PixelSize(width: 37, height: 23)
    for x in [-1e300, -3, -2, 0, 1.99, 2, 1e9] {
      for y in [-1e300, -2, 0.3, 2, 5] {
        let place = box.pixel([x, y], in: size)
        #expect(place.map { (0..<37).contains($0.x) && (0..<23).contains($0.y) } == true)
      }
    }
    #expect(box.pixel([.nan, 0], in: size) == nil && box.pixel([0, .infinity], in: size) == nil)
  }

  @Test func scalesOfDensity() {
    for (scale, middle) in [
      (DensityField.Scale.linear, 0.01), (.squareRoot, 0.1), (.logarithm, 1.0 / 3),
    ] {
      let field = DensityField(
        box: box, values: Plane(width: 3, height: 1, pixels: [0, 1, 100]), scale: scale)
      let picture = Scatter(points: [], field: field, view: box)
        .picture(size: PixelSize(width: 3, height: 3))
      let expected = [0, ColorMap.field.index(of: middle), 63]
      #expect(picture.plane.pixels == expected + expected + expected, "\(scale)")
    }
  }

  @Test func scatterInText() {
    let points: [SIMD2<Double>] = [[-1.9, 1.9], [0, 0], [0.01, 0], [1.9, -1.9]]
    let scatter = Scatter(points: points, field: hill, view: box)
    #expect(
      frame(24, 8) { surface(.ascii, .none).draw(scatter, in: $0, of: &$1) }.text == """
            o     ....
               .::----::.
              ::--====--::
             .:--======--:.
             .:--===O==--:.
              ::--====--::
               .::----::.
                  ....     o
        """)
    #expect(
      frame(24, 8) { surface(.braille, .none).draw(scatter, in: $0, of: &$1) }.text == """
            ⠁
                ░░░░░░░░
              ░░░▒▒▒▒▒▒░░░
             ░░░▒▒▒▒▒▒▒▒░░░
             ░░░▒▒▒▒⠁▒▒▒░░░
              ░░░▒▒▒▒▒▒░░░
                ░░░░░░░░
                           ⢀
        """)
    let colored = frame(24, 8) { surface(.braille, .trueColor).draw(scatter, in: $0, of: &$1) }
    #expect(
      colored.text == """
            ⠁



                    ⠁


                           ⢀
        """)
    let grounds = [0, 9, 12].map { colored[$0, 4].style.background?.green ?? 0 }
    #expect(grounds[0] == 0 && grounds[0] < grounds[1] && grounds[1] < grounds[2])
  }
}
