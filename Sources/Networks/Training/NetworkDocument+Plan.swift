import Files
import Quickstep

extension NetworkDocument {
  /// How a network is to be used that was trained on data as a plan says.
  init(
    _ plan: TrainingPlan, _ objective: TrainingObjective, _ network: any Network,
    _ data: any TrainingData
  ) {
    let schedule = plan.schedule ?? objective.kind.usualSchedule
    let isExploding = schedule.name == EDM.declaration.name
    let isTable = (try? schedules.make(schedule))?.entries != nil
    self.init(kind: .unet, prediction: objective.kind.prediction, schedule: schedule)
    describe(network)
    if objective.kind == .edm {
      preconditioning = .edm
      sigmaData = objective.sigmaData
    }
    time = objective.kind == .edm || isExploding ? .logSigma : .schedule
    // Networks tell times of 0 … 1000 apart best.
    timeScale = isTable ? 1 : 1000
    if plan.isConditional {
      classes = data.classNames
      nullClass = data.classNames.count
    }
    var words: [String: String] = [
      "solver": solvers.text(plan.solver ?? objective.kind.usualSolver),
      "grid": plan.grid.map(gridRules.text) ?? (isExploding ? "karras" : "trailing"),
      "steps": "\(plan.samplingSteps)",
    ]
    words["guidance"] = plan.guidance.map(guidances.text)
    if plan.isConditional { words["class"] = Plan.Classes.each.description }
    defaults = PlanDefaults(words)
  }

  /// Says of what kind a network is.
  mutating func describe(_ network: any Network) {
    layers = (network as? PointNetwork)?.layers
    frames = (network as? FrameTransformer)?.layers
    kind = layers != nil ? .mlp : frames != nil ? .frames : .unet
  }
}

extension TrainingObjective.Kind {
  /// What the network's output stands for; preconditioned networks predict data.
  var prediction: Prediction {
    switch self {
    case .noise: .noise
    case .data, .edm, .classification: .data
    case .velocity: .velocity
    case .flow: .flow
    }
  }

  /// The path of the paper that proposed the objective.
  public var usualSchedule: Choice {
    switch self {
    case .noise, .data, .classification: Choice(LinearTable.declaration.name)
    case .velocity: Choice(Cosine.declaration.name)
    case .flow: Choice(RectifiedFlow.declaration.name)
    case .edm: Choice(EDM.declaration.name)
    }
  }

  /// What previews are made with where nobody says it.
  public var usualSolver: Choice {
    switch self {
    case .noise, .data, .velocity, .classification: Choice("dpm++2m")
    case .flow, .edm: Choice("heun")
    }
  }
}

extension Objective {
  init(_ process: NetworkProcess, _ settings: TrainingObjective) {
    let times = settings.times ?? (settings.kind == .edm ? .logNormal : .uniform)
    // The paper's P_mean and P_std (Karras et al. 2022, table 1).
    let usual: (mean: Double, deviation: Double) = times == .logNormal ? (-1.2, 1.2) : (0, 1)
    self.init(
      process, times: times, mean: settings.mean ?? usual.mean,
      deviation: settings.deviation ?? usual.deviation)
  }
}
