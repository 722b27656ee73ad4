/** Bounds on what one list file may make the machine do. Each is reported when reached, never a silent cut. */
export const LIMITS = {
  /** Uncompressed bytes of one file. SDN_ADVANCED.XML, the largest known list, is about 120 MB. */
  fileBytes: 1024 * 1024 * 1024,
  /** Uncompressed bytes after which the compression ratio is looked at. */
  ratioFromBytes: 16 * 1024 * 1024,
  /** Uncompressed over stored bytes; real lists reach 25, a bomb 1,000. */
  ratio: 200,
  /** The same for parts of workbooks, where real ones reach 50. */
  workbookRatio: 100,
  /** Characters of one CSV record, of one line of JSON, or of one run of XML without a tag. */
  recordChars: 4 * 1024 * 1024,
  fieldsInRow: 500,
  xmlDepth: 64,
  /** Elements of one record of an XML list. */
  xmlNodesInRecord: 250_000,
  /** Elements of an XML list outside its records; real lists have a dozen. */
  xmlPassedOver: 100_000,
  attributesInElement: 200,
  filesInFolder: 100,
  zipEntries: 2_000,
  /** Refused rows after which a file is not the list it looks like. */
  refusedRows: 10_000,
  /** Bytes read to recognise a format. */
  headBytes: 64 * 1024,
} as const
