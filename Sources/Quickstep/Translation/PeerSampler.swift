/// A family of samplers of another library that can be translated.
public protocol PeerSampler: SendableMetatype {
  /// The classes or functions it stands for.
  static var names: [String] { get }

  /// - Parameter request: names one of `names`.
  /// - Throws: `TranslationError` naming the option or value that has no translation.
  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation
}

/// All peers' samplers that have a translation.
public let peerSamplers: [any PeerSampler.Type] = [
  DiffusersDDIM.self,
  DiffusersDDPM.self,
  DiffusersDDIMInverse.self,
  DiffusersPNDM.self,
  DiffusersDPMSolverMultistep.self,
  DiffusersDPMSolverSinglestep.self,
  DiffusersDEIS.self,
  DiffusersUniPC.self,
  DiffusersSASolver.self,
  DiffusersEulerDiscrete.self,
  DiffusersEulerAncestralDiscrete.self,
  DiffusersHeunDiscrete.self,
  DiffusersLMSDiscrete.self,
  DiffusersKDPM2Discrete.self,
  DiffusersDPMSolverSDE.self,
  DiffusersFlowMatchEulerDiscrete.self,
  DiffusersFlowMatchHeunDiscrete.self,
  KDiffusionSamplers.self,
  KDiffusionAdaptive.self,
  AuthorsAdaptive.self,
  KDiffusionFast.self,
  ElucidatedSamplers.self,
  AuthorsUniPC.self,
  AuthorsDPMSolver.self,
  AuthorsDPMSolverV3.self,
  AuthorsDEIS.self,
  AuthorsPNDM.self,
  DiffusersEDMEuler.self,
  DiffusersEDMDPMSolver.self,
  DiffusersConsistency.self,
  DiffusersLCM.self,
  DiffusersTCD.self,
  DiffusersIPNDM.self,
  DiffusersScoreSdeVe.self,
  DiffusersUntranslated.self,
  NamedSamplers.self,
]

/// Translates a peer's sampler.
/// - Throws: `TranslationError`.
public func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
  try request.sampler.translate(request)
}

extension PeerRequest {
  /// The translation of the class or function that is named.
  var sampler: any PeerSampler.Type {
    get throws(TranslationError) {
      guard let sampler = peerSamplers.first(where: { $0.names.contains(name) }) else {
        throw .unknownSampler(name, known: peerSamplers.flatMap { $0.names })
      }
      return sampler
    }
  }
}
