import Files
import Glibc
import Networks
import Quickstep
import Testing

/// What reaches a network, and what is made of its output, on every kind of path.
@Suite struct ProcessTests {
  @Test func statesComeToTheNetworkAtItsOwnScale() throws {
    let vp = try NetworkProcess(
      NetworkDocument(kind: .unet, prediction: .noise, schedule: Choice("linear")))
    let own = vp.schedule.level(t: 400)
    let exploding = NoiseLevel(sigma: own.rho)
    for level in [own, exploding] {
      let adapter = vp.adapter(at: level)
      #expect(abs(adapter.inputScale * hypot(level.alpha, level.sigma) - 1) < 1e-12)
      #expect(abs(adapter.time - 400) < 1e-6)
      #expect(adapter.prediction == Conversion(state: 0, output: 1))
    }
    #expect(vp.adapter(at: own, time: 7).time == 7)
    #expect(vp.adapter(at: NoiseLevel(sigma: 1e6)).time == 999)
    #expect(vp.adapter(at: NoiseLevel(t: 0, alpha: 1, sigma: 0)).time == 0)
    #expect(vp.adapter(at: NoiseLevel(t: 0, alpha: 0, sigma: 1)).time == 999)

    let flow = try NetworkProcess(.flow)
    let adapter = flow.adapter(at: NoiseLevel(sigma: 3))
    #expect(abs(adapter.inputScale - 0.25) < 1e-12)
    #expect(abs(adapter.time - 750) < 1e-9)
  }

  @Test func preconditioningIsThatOfThePaper() throws {
    let process = try NetworkProcess(
      NetworkDocument(
        kind: .unet, prediction: .data, schedule: Choice("edm"), preconditioning: .edm,
        sigmaData: 0.5, time: .logSigma))
    #expect(process.prediction == .data)
    let sigma = 2.0
    let adapter = process.adapter(at: NoiseLevel(sigma: sigma))
    #expect(abs(adapter.inputScale - 1 / 4.25.squareRoot()) < 1e-15)
    #expect(abs(adapter.time - log(2) / 4) < 1e-15)
    #expect(abs(adapter.prediction.state - 0.25 / 4.25) < 1e-15)
    #expect(abs(adapter.prediction.output - 1 / 4.25.squareRoot()) < 1e-15)
    // The same level of a variance preserving run.
    let scaled = process.adapter(at: NoiseLevel(t: 0, alpha: 0.5, sigma: 1))
    #expect(abs(scaled.inputScale - 2 * adapter.inputScale) < 1e-15)
    #expect(abs(scaled.prediction.state - 2 * adapter.prediction.state) < 1e-15)
    #expect(scaled.prediction.output == adapter.prediction.output)
    #expect(process.adapter(at: NoiseLevel(sigma: 0)).time.isFinite)
  }
}
