/**
 * Cordon as a library: every public name, listed by hand. Open an engine over lists, then ask.
 *
 * @packageDocumentation
 */

export { type Compared, compareNames, compareParties } from './engine/compare.ts'
export {
  type Answer,
  type AnswerDesignation,
  type AnswerEvidence,
  type AnswerHit,
  Engine,
  type GivenParty,
  type Language,
  type ScreenOptions,
  type WhyNot,
} from './engine/engine.ts'
export {
  type ExposureAnswer,
  type ExposureRequest,
  exposeOwnership,
  type OwnershipFile,
  type OwnershipReading,
  readOwnershipFiles,
} from './engine/exposure.ts'
export {
  type HorizonReading,
  loadHorizon,
  readReports,
  type WrittenEvent,
  type WrittenReport,
  type WrittenStatement,
} from './engine/horizon.ts'
export {
  type AskLaw,
  askLaw,
  type LawReply,
  loadBeside,
  loadLaw,
  type Mrz,
  parseMrz,
  type Referral,
  referTraveller,
} from './engine/law.ts'
export { type ListRequest, type OpenEngineOptions, openEngine } from './engine/open-engine.ts'
export { loadPolicy, type NamedPolicy } from './engine/policies.ts'
export {
  askRegister,
  listRegister,
  loadRegister,
  openRegister,
  type Register,
  type RegisterAnswer,
} from './engine/register.ts'
export { type WhatIfAnswer, whatIf } from './engine/scenario.ts'
export type { WhatIfRequest } from './engine/scenario-request.ts'
export { screenTraveller, type TravellerAnswer } from './engine/traveller.ts'
export { VERSION } from './engine/version.ts'
export { AUTHORITIES, type Authority, DESIGNATION_STATES, type DesignationState } from './model/authority.ts'
export type { Entity } from './model/entity.ts'
export { CordonError, ERRORS, type ErrorCode } from './model/errors.ts'
export type { FtmEntity } from './model/ftm.ts'
export type { PartialDate } from './model/partial-date.ts'
