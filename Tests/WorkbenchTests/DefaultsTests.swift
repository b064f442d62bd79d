import Experiments
import Quickstep
import Testing
import Workbench

/// What a model says of schedule, grid and solver stands where nobody chose.
@Suite struct DefaultsTests {
  private static let network = ModelCard.test(
    "/net", "network 1.2 M", classes: ["a"],
    defaults: ["schedule": "linear", "solver": "ddpm", "class": "each"])

  private func open(_ path: String, _ store: inout TestStore) {
    store.press(":")
    store.type("model \(path)")
    store.press("enter")
  }

  @Test func aModelThatIsLearntBringsItsDefaults() {
    var store = TestStore()
    open("/net", &store)
    #expect(store.effects.contains(.inspectModel(Choice("/net"))))
    #expect(store.state.plan.schedule.name == "edm")
    store.send([.modelInspected(Self.network)])
    #expect(store.state.plan.schedule.name == "linear")
    #expect(store.state.plan.solver.name == "ddpm")
    #expect(store.state.plan.classes == .each)
    // The defaults of the model before go with it.
    open("ring-8", &store)
    #expect(store.state.plan == Plan(model: Choice("ring-8")))
    open("/net", &store)
    #expect(store.state.plan.schedule.name == "linear")
  }

  @Test func whatWasChosenStays() {
    var store = TestStore()
    store.press(":")
    store.type("solver heun")
    store.press("enter")
    open("/net", &store)
    store.send([.modelInspected(Self.network)])
    #expect(store.state.plan.solver.name == "heun")
    #expect(store.state.plan.schedule.name == "linear")
  }

  @Test func aRunLineStandsForTheWholePlan() {
    var store = TestStore()
    let plan = Plan(model: Choice("/net"), steps: 4)
    store.press(":")
    store.type(plan.runLine)
    store.press("enter")
    store.send([.modelInspected(Self.network)])
    #expect(store.state.plan == plan)
  }
}
