/** A route that takes a file: by `POST`, in a form. */
export interface UploadRoute {
  readonly path: string;
  /** What the file is, as messages call it: `A structure file`. */
  readonly what: string;
  readonly maxFileBytes: number;
  /** Fields that are JSON, such as numbers and lists: a form has nothing but text. */
  readonly jsonFields?: ReadonlySet<string>;
}
