export { buildTextIndex, foldText, type TextIndex } from '../index/text-search.ts'
