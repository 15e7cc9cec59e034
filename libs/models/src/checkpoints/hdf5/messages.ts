/** The messages of object headers that are understood here, by their numbers in the format. */
export const MESSAGE = {
  DATASPACE: 0x0001,
  LINK_INFO: 0x0002,
  DATATYPE: 0x0003,
  LINK: 0x0006,
  EXTERNAL_FILES: 0x0007,
  LAYOUT: 0x0008,
  FILTERS: 0x000b,
  ATTRIBUTE: 0x000c,
  CONTINUATION: 0x0010,
  SYMBOL_TABLE: 0x0011,
  ATTRIBUTE_INFO: 0x0015,
} as const;
