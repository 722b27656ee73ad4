import type { KeptFaces } from '../engine/face-answers.ts'
import { KEPT_YENTE, YENTE_FACE } from './yente/questions.ts'

/** Faces whose answers are kept in sets. */
export const FACES: KeptFaces = { [YENTE_FACE]: KEPT_YENTE }
