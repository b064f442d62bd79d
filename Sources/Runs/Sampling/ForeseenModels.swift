import Experiments
import Quickstep
import Synchronization

/// What is known of the models of the last plans without loading a network, so that runs are foreseen
/// without looking again.
final class ForeseenModels: Sendable {
  struct Known {
    let model: ModelCard
    /// `nil` where nobody asks one.
    let guide: ModelCard?
  }

  private static let most = 16
  private let cards = Mutex([(choice: Choice, card: ModelCard)]())

  /// - Parameter look: finds out what a model is.
  func models(of plan: Plan, looking look: (Choice) throws -> ModelCard) throws -> Known {
    Known(
      model: try card(plan.model, look),
      guide: plan.guide != Plan.noGuide && plan.asksGuide ? try card(plan.guide, look) : nil)
  }

  private func card(_ choice: Choice, _ look: (Choice) throws -> ModelCard) throws -> ModelCard {
    if let found = cards.withLock({ cards in cards.first { $0.choice == choice }?.card }) {
      return found
    }
    let card = try look(choice)
    cards.withLock { cards in
      cards.insert((choice, card), at: 0)
      cards = Array(cards.prefix(Self.most))
    }
    return card
  }

  func forget() { cards.withLock { $0 = [] } }
}
