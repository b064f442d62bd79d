import Experiments

/// A plan made ready: its graph, its walker, and how that walks.
struct WalkTask: Sendable {
  let plan: WalkPlan
  let graph: Graph
  let walker: any Walker
  let gains: Gains

  init(_ plan: WalkPlan) throws(WalkRefusal) {
    self.plan = plan
    do { graph = try graphs.make(plan.graph) } catch { throw WalkRefusal(.model, error) }
    do { walker = try walkers.make(plan.walker) } catch { throw WalkRefusal(.solver, error) }
    gains = plan.gains(of: walker)
  }

  /// What the scaled squared error tends to; computed anew, in less than a millisecond.
  var limit: Double { WalkLimits(graph).limit(walker.form, gains) }

  var outline: RunOutline { WalkOutline.outline(plan, walker.form) }
}

/// Why a plan cannot run, and where that can be changed.
struct WalkRefusal: Error {
  let role: Role
  let reason: DeclarationError

  init(_ role: Role, _ reason: DeclarationError) {
    self.role = role
    self.reason = reason
  }

  var problem: Forecast.Problem { Forecast.Problem(role, "\(reason)") }
}
