/** Where fine-tunes can be asked for. */
export const FINE_TUNES_PATH = 'api/v1/ml/fine-tunes';
