// Generated from openapi.json by `npm run openapi`; not edited by hand.

export interface paths {
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the process runs */
    get: operations['live'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether requests can be served */
    get: operations['ready'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Measurements for Prometheus */
    get: operations['metrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make an account */
    post: operations['register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign in */
    post: operations['login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Exchange a refresh token for the next pair of tokens */
    post: operations['refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End a session
     * @description All refresh tokens that followed from the same sign-in end. The access token runs out by itself within its short life. An unknown token is no error: its session is over.
     */
    post: operations['logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who I am */
    get: operations['me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/change-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change my password
     * @description Ends every session: all access and refresh tokens given out so far.
     */
    post: operations['changePassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List my keys in force, newest first */
    get: operations['listApiKeys'];
    put?: never;
    /** Make a key for a program */
    post: operations['createApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revoke one of my keys, at once */
    delete: operations['revokeApiKey'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List users, oldest first */
    get: operations['listUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a user */
    get: operations['getUser'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Promote, demote, disable or enable a user
     * @description Holds from the next request on. Nobody takes his own administration away.
     */
    patch: operations['updateUser'];
    trace?: never;
  };
  '/api/v1/structures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List structures
     * @description The caller's own and public ones; all of them for an administrator.
     */
    get: operations['listStructures'];
    put?: never;
    /**
     * Upload a crystal or a molecule
     * @description Reads CIF, POSCAR, XYZ and the JSON of pymatgen, OPTIMADE and ASE. What cannot be read as one ordered structure is answered by 422 with the `line` or the `site` at fault.
     */
    post: operations['createStructure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/structures/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a structure */
    get: operations['getStructure'];
    put?: never;
    post?: never;
    /** Delete a structure, with its predictions and simulations */
    delete: operations['deleteStructure'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/structures/{id}/download': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a structure as a file
     * @description A molecule has no lattice, so it is neither a CIF nor a POSCAR.
     */
    get: operations['downloadStructure'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/simulations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List simulations
     * @description Those of structures that the caller may see, newest first.
     */
    get: operations['listSimulations'];
    put?: never;
    /**
     * Add the results of a simulation to a structure
     * @description Predictions for the structure can be compared with it.
     */
    post: operations['createSimulation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/simulations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a simulation */
    get: operations['getSimulation'];
    put?: never;
    post?: never;
    /** Delete a simulation */
    delete: operations['deleteSimulation'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/properties': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Predict the properties of a structure
     * @description Answers what is stored for the same structure content, model and weights.
     */
    post: operations['predictProperties'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/properties/batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Predict the properties of up to 100 structures
     * @description A structure that fails is told in `errors`; the others are answered.
     */
    post: operations['predictPropertiesBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/properties/{structure_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read the latest prediction of a structure */
    get: operations['latestPrediction'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/properties/{structure_id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read all predictions of a structure, newest first */
    get: operations['predictionHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/properties/{prediction_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Delete a prediction */
    delete: operations['deletePrediction'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/models': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the models
     * @description Those of the server, then those that users tuned and the caller may see.
     */
    get: operations['listModels'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/compare': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Compare a prediction with a simulation
     * @description Both must be of the same structure.
     */
    post: operations['comparePrediction'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/compare/batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Compare up to 100 predictions with simulations
     * @description A pair that cannot be compared has an `error`; the others are answered.
     */
    post: operations['comparePredictionsBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/relaxations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Relax a crystal
     * @description Moves atoms and cell until forces and stress are as small as asked. The job has the relaxed structure in its result, which can be stored, and a trajectory. A relaxation that does not converge, or whose crystal flies apart, is completed and says so in `result.outcome` (`converged`, `not-converged`, `flew-apart`) and `result.message`. Beside them: `steps`, `energy` (eV for the cell), `volume` (Å³), `max_force` and `forces` (eV/Å), `max_stress` and `stress` (GPa, negative under compression), `structure` (`lattice` by rows in Å, `species`, `frac_coords`).
     */
    post: operations['relaxStructure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/elastic': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Calculate the elastic tensor of a crystal
     * @description Fits the stress of strained cells, whose atoms are relaxed: the tensor in the notation of Voigt, the moduli of Voigt, Reuss and Hill, and whether the crystal is stable. In the result, GPa where nothing else is said: `elastic_tensor` (xx, yy, zz, yz, xz, xy), `eigenvalues`, `bulk_modulus` and `shear_modulus` (`voigt`, `reuss`, `hill`), `young_modulus`, `poisson_ratio` and `universal_anisotropy` (numbers), `is_stable`, `asymmetry` of the tensor as it was fitted, `residual_stress` (before straining), `not_converged` (strained cells whose atoms did not come to rest), `structure` (the crystal that was strained).
     */
    post: operations['calculateElasticTensor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/eos': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Calculate the equation of state of a crystal
     * @description Fits the equation of Birch and Murnaghan to the energy at several volumes: equilibrium volume and energy, bulk modulus, and its derivative by pressure. In the result: `volume` (Å³), `energy` (eV), `bulk_modulus` (GPa) and `bulk_modulus_derivative` at rest, `residual` (eV, root mean square), `points` (each `volume`, `energy` and `is_converged`), `structure` (the crystal in the middle).
     */
    post: operations['calculateEquationOfState'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/jobs/{id}/trajectory': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the way of a relaxation
     * @description The crystal at each step that was kept, the first and the last among them.
     */
    get: operations['getTrajectory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/jobs/{id}/structure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Store the structure that a relaxation arrived at
     * @description A new structure whose `parent_id` is the one it was relaxed from. Asked for again, it is the one that was stored first.
     */
    post: operations['storeRelaxedStructure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/jobs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List jobs
     * @description The caller's own, newest first, without results; an administrator's are all.
     */
    get: operations['listJobs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/jobs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Ask how a job stands
     * @description Its state and progress, and its result when it is completed.
     */
    get: operations['getJob'];
    put?: never;
    post?: never;
    /**
     * Cancel a job
     * @description One that waits is cancelled at once; one that runs ends within its next step, until when its state is `running` and `cancel_requested` is true. Once more changes nothing.
     */
    delete: operations['cancelJob'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/fine-tunes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List fine-tunes
     * @description The caller's own and public models, newest first; an administrator's are all.
     */
    get: operations['listFineTunes'];
    put?: never;
    /**
     * Tune a model on your own crystals
     * @description The job makes a model of its own name. A private one answers its owner alone, about private structures of the owner. Where tuning did not help, the result says so and the weights are the base's.
     */
    post: operations['fineTuneModel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/fine-tunes/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Ask how a fine-tune stands */
    get: operations['getFineTune'];
    put?: never;
    post?: never;
    /**
     * Cancel a fine-tune, or delete what came of it
     * @description One that waits or runs is cancelled. One that ended is deleted with its model; predictions keep naming that.
     */
    delete: operations['deleteFineTune'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ml/fine-tunes/{id}/files/{file}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a file of a tuned model
     * @description The card and the weights, side by side in one folder, are a model that `nano-os models import` installs anywhere.
     */
    get: operations['downloadTunedModel'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    FieldFaultDto: {
      /**
       * @description The part of the request at fault.
       * @example structure_id
       */
      field: string;
      /** @example structure_id must be a UUID */
      message: string;
    };
    ProblemDto: {
      /**
       * @description Stable name of the kind of problem.
       * @example urn:nano-os:problem:not-found
       */
      type: string;
      /** @example Not found */
      title: string;
      /** @example 404 */
      status: number;
      /** @example There is no structure 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11 that you may see. */
      detail: string;
      /** @example /api/v1/structures/3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11 */
      instance: string;
      /**
       * @description Also in X-Request-Id.
       * @example b2c7f3a0-5f0d-4a4e-8d0e-6a1c7f2e9d10
       */
      request_id: string;
      /** @example [] */
      errors?: components['schemas']['FieldFaultDto'][];
    };
    HealthDto: {
      /**
       * @example ok
       * @enum {string}
       */
      status: 'ok';
    };
    RegisterRequest: {
      /**
       * Format: email
       * @description Kept in lower case; ASCII, international domains as punycode.
       * @example ada@example.org
       */
      email: string;
      /**
       * Format: password
       * @description Anything of that length but the email itself.
       * @example a long phrase of mine
       */
      password: string;
      /** @example Ada */
      name?: string;
    };
    UserDto: {
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      id: string;
      /** @example ada@example.org */
      email: string;
      /** @example Ada */
      name: string | null;
      /**
       * @example user
       * @enum {string}
       */
      role: 'admin' | 'user';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
    };
    LoginRequest: {
      /** @example ada@example.org */
      email: string;
      /**
       * Format: password
       * @example a long phrase of mine
       */
      password: string;
    };
    TokensDto: {
      /**
       * @description Send it as "Authorization: Bearer ...".
       * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoidXNlciJ9.c2lnbmF0dXJl
       */
      access_token: string;
      /**
       * @description Good for one exchange; a used one that comes back ends the session.
       * @example qJZ0cJ0yVq2hW4m8k6lq0q7mS3XbE9v5pYwqf1tT2zA
       */
      refresh_token: string;
      /**
       * @example bearer
       * @enum {string}
       */
      token_type: 'bearer';
      /**
       * @description Seconds that the access token is good for.
       * @example 900
       */
      expires_in: number;
    };
    RefreshRequest: {
      /** @example qJZ0cJ0yVq2hW4m8k6lq0q7mS3XbE9v5pYwqf1tT2zA */
      refresh_token: string;
    };
    ChangePasswordRequest: {
      /**
       * Format: password
       * @example a long phrase of mine
       */
      current_password: string;
      /**
       * Format: password
       * @example another long phrase
       */
      new_password: string;
    };
    CreateApiKeyRequest: {
      /** @example screening on the cluster */
      name: string;
      /**
       * @description Days until the key ends; without it, it is good until it is revoked.
       * @example 90
       */
      expires_in_days?: number;
    };
    CreatedApiKeyDto: {
      /**
       * Format: uuid
       * @example 0f6f3d52-9b0c-4d38-8a53-2b8f5f9e7c10
       */
      id: string;
      /** @example screening on the cluster */
      name: string;
      /**
       * @description How the key begins.
       * @example nano_3f9a01bc
       */
      prefix: string;
      /**
       * Format: date-time
       * @description To the minute.
       * @example null
       */
      last_used_at: string | null;
      /**
       * Format: date-time
       * @example 2026-05-01T12:00:00.000Z
       */
      expires_at: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
      /**
       * @description The key itself, shown this once. Send it as "X-API-Key".
       * @example nano_3f9a01bc_qJZ0cJ0yVq2hW4m8k6lq0q7mS3XbE9v5pYwqf1tT2zA
       */
      key: string;
    };
    ApiKeyDto: {
      /**
       * Format: uuid
       * @example 0f6f3d52-9b0c-4d38-8a53-2b8f5f9e7c10
       */
      id: string;
      /** @example screening on the cluster */
      name: string;
      /**
       * @description How the key begins.
       * @example nano_3f9a01bc
       */
      prefix: string;
      /**
       * Format: date-time
       * @description To the minute.
       * @example null
       */
      last_used_at: string | null;
      /**
       * Format: date-time
       * @example 2026-05-01T12:00:00.000Z
       */
      expires_at: string | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
    };
    ApiKeysPage: {
      /**
       * @description Items in all, on every page.
       * @example 1
       */
      total: number;
      /** @example 50 */
      limit: number;
      /** @example 0 */
      offset: number;
      items: components['schemas']['ApiKeyDto'][];
    };
    ManagedUserDto: {
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      id: string;
      /** @example ada@example.org */
      email: string;
      /** @example Ada */
      name: string | null;
      /**
       * @example user
       * @enum {string}
       */
      role: 'admin' | 'user';
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
      /**
       * @description A disabled user is refused everywhere at once.
       * @example false
       */
      disabled: boolean;
      /**
       * Format: date-time
       * @description When he was disabled.
       * @example null
       */
      disabled_at: string | null;
    };
    UsersPage: {
      /**
       * @description Items in all, on every page.
       * @example 1
       */
      total: number;
      /** @example 50 */
      limit: number;
      /** @example 0 */
      offset: number;
      items: components['schemas']['ManagedUserDto'][];
    };
    UpdateUserRequest: {
      /**
       * @example admin
       * @enum {string}
       */
      role?: 'admin' | 'user';
      /**
       * @description Disabling ends all sessions; API keys rest until the user is enabled again.
       * @example false
       */
      disabled?: boolean;
    };
    UploadStructureRequest: {
      /**
       * @description Text of the file; this or, in a form, `file`.
       * @example data_silicon
       *     _cell_length_a 5.431
       *     _cell_length_b 5.431
       *     _cell_length_c 5.431
       *     _cell_angle_alpha 90
       *     _cell_angle_beta 90
       *     _cell_angle_gamma 90
       *     _space_group_name_H-M_alt 'F d -3 m:1'
       *     loop_
       *     _atom_site_label
       *     _atom_site_fract_x
       *     _atom_site_fract_y
       *     _atom_site_fract_z
       *     Si 0 0 0
       */
      content?: string;
      /**
       * Format: binary
       * @description The file itself, in forms only; JSON has no bytes.
       * @example silicon.cif
       */
      file?: string;
      /**
       * @description Found out from the file when absent. `json` is that of pymatgen, OPTIMADE or ASE.
       * @example cif
       * @enum {string}
       */
      format?: 'cif' | 'poscar' | 'xyz' | 'json';
      /**
       * @description One line of text; the file's own name for it, or the formula, when absent.
       * @example Silicon
       */
      name?: string;
      /**
       * @description Who may see it: its owner and administrators, or every user.
       * @default private
       * @example private
       * @enum {string}
       */
      visibility?: 'private' | 'public';
      /**
       * @description Name or index, from 0, of a data block of a CIF; the first that holds a structure when absent.
       * @example silicon
       */
      block?: string | number;
      /**
       * @description Helps to find out the format; a form brings it with the file.
       * @example silicon.cif
       */
      filename?: string;
    };
    SpaceGroupDto: {
      /** @example 221 */
      number: number;
      /**
       * @description Short Hermann-Mauguin symbol.
       * @example Pm-3m
       */
      symbol: string;
    };
    StructureDto: {
      /**
       * Format: uuid
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      id: string;
      /** @example Polonium */
      name: string;
      /**
       * @description All atoms of the cell.
       * @example Po
       */
      formula: string;
      /** @example Po */
      reduced_formula: string;
      /**
       * @example [
       *       "Po"
       *     ]
       */
      elements: string[];
      /** @example 1 */
      num_atoms: number;
      /**
       * @description Å³
       * @example 37.595375
       */
      volume: number | null;
      /**
       * @description g/cm³
       * @example 9.23
       */
      density: number | null;
      /**
       * @description In how many directions its bonds go on: 0 molecule, 1 chain, 2 layer, 3 bulk.
       * @example 3
       * @enum {number}
       */
      dimensionality: 0 | 1 | 2 | 3;
      /** @description Null for molecules, and where none could be told (see `notes`). */
      space_group: components['schemas']['SpaceGroupDto'] | null;
      /**
       * @description The same for the same crystal and cell, whatever the order of sites and the origin.
       * @example 6d7f0b5c0a1c8f5f7a3d2e1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d
       */
      content_hash: string;
      /**
       * @example private
       * @enum {string}
       */
      visibility: 'private' | 'public';
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * Format: uuid
       * @description The structure that it was derived from.
       * @example null
       */
      parent_id: string | null;
      /**
       * @description Format of the file that it came in.
       * @example cif
       */
      source_format: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
      /**
       * @description Rows are the cell vectors, Å; null for a molecule.
       * @example [
       *       [
       *         3.35,
       *         0,
       *         0
       *       ],
       *       [
       *         0,
       *         3.35,
       *         0
       *       ],
       *       [
       *         0,
       *         0,
       *         3.35
       *       ]
       *     ]
       */
      lattice: number[][] | null;
      /**
       * @description In the order of the file.
       * @example [
       *       "Po"
       *     ]
       */
      species: string[];
      /**
       * @description In the order of the file; null for a molecule.
       * @example [
       *       [
       *         0,
       *         0,
       *         0
       *       ]
       *     ]
       */
      frac_coords: number[][] | null;
      /**
       * @description Å, in the order of the file.
       * @example [
       *       [
       *         0,
       *         0,
       *         0
       *       ]
       *     ]
       */
      cart_coords: number[][];
      /**
       * @description What the reader had to assume or mend.
       * @example []
       */
      notes: string[];
    };
    StructureSummaryDto: {
      /**
       * Format: uuid
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      id: string;
      /** @example Polonium */
      name: string;
      /**
       * @description All atoms of the cell.
       * @example Po
       */
      formula: string;
      /** @example Po */
      reduced_formula: string;
      /**
       * @example [
       *       "Po"
       *     ]
       */
      elements: string[];
      /** @example 1 */
      num_atoms: number;
      /**
       * @description Å³
       * @example 37.595375
       */
      volume: number | null;
      /**
       * @description g/cm³
       * @example 9.23
       */
      density: number | null;
      /**
       * @description In how many directions its bonds go on: 0 molecule, 1 chain, 2 layer, 3 bulk.
       * @example 3
       * @enum {number}
       */
      dimensionality: 0 | 1 | 2 | 3;
      /** @description Null for molecules, and where none could be told (see `notes`). */
      space_group: components['schemas']['SpaceGroupDto'] | null;
      /**
       * @description The same for the same crystal and cell, whatever the order of sites and the origin.
       * @example 6d7f0b5c0a1c8f5f7a3d2e1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d
       */
      content_hash: string;
      /**
       * @example private
       * @enum {string}
       */
      visibility: 'private' | 'public';
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * Format: uuid
       * @description The structure that it was derived from.
       * @example null
       */
      parent_id: string | null;
      /**
       * @description Format of the file that it came in.
       * @example cif
       */
      source_format: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
    };
    StructuresPage: {
      /**
       * @description Items in all, on every page.
       * @example 1
       */
      total: number;
      /** @example 50 */
      limit: number;
      /** @example 0 */
      offset: number;
      items: components['schemas']['StructureSummaryDto'][];
    };
    CreateSimulationRequest: {
      /**
       * Format: uuid
       * @description The structure that was simulated.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /**
       * @description The program.
       * @example VASP
       */
      code: string;
      /**
       * @description The level of theory.
       * @example HSE06
       */
      method: string;
      /**
       * @description Property name to value. `bandgap` (or `band_gap`, `gap`) in eV; `formation_energy` (`formation_e`, `energy`) in eV/atom; `bulk_modulus` and `shear_modulus` in GPa; `stability_score` (`stability`) and `dielectric` are numbers. Others are as you like. A name is a letter, then up to 63 letters, digits, _ . or -.
       * @example {
       *       "bandgap": 1.15,
       *       "formation_energy": 0,
       *       "bulk_modulus": 97.8
       *     }
       */
      summary: {
        [key: string]: number;
      };
      /**
       * @description Units of properties in `summary`. Those named above must have the unit given there: another is refused by 422, not converted.
       * @example {
       *       "bandgap": "eV",
       *       "bulk_modulus": "GPa"
       *     }
       */
      units?: {
        [key: string]: string;
      } | null;
    };
    SimulationDto: {
      /**
       * Format: uuid
       * @example 5c0a9f6e-7e0b-4b7f-8a55-0f6a3e1d2c44
       */
      id: string;
      /**
       * Format: uuid
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /** @example VASP */
      code: string;
      /** @example HSE06 */
      method: string;
      /**
       * @example {
       *       "bandgap": 1.15,
       *       "formation_energy": 0,
       *       "bulk_modulus": 97.8
       *     }
       */
      summary: {
        [key: string]: number;
      };
      /**
       * @example {
       *       "bandgap": "eV",
       *       "bulk_modulus": "GPa"
       *     }
       */
      units: {
        [key: string]: string;
      } | null;
      /**
       * Format: uuid
       * @description Who added it.
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
    };
    SimulationsPage: {
      /**
       * @description Items in all, on every page.
       * @example 1
       */
      total: number;
      /** @example 50 */
      limit: number;
      /** @example 0 */
      offset: number;
      /** @description Newest first. */
      items: components['schemas']['SimulationDto'][];
    };
    PropertyPredictionRequest: {
      /**
       * Format: uuid
       * @description The structure to predict.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /**
       * @description A model of the registry, in any case.
       * @default STUB
       * @example STUB
       */
      model_name?: string;
      /**
       * @description Compute anew and add to the history, whatever is stored.
       * @default false
       * @example false
       */
      force_recompute?: boolean;
    };
    PredictionMetadataDto: {
      /** @example Si8 */
      formula: string;
      /** @example 8 */
      num_atoms: number;
      /**
       * @description 0 molecule to 3 bulk.
       * @example 3
       * @enum {number}
       */
      dimensionality: 0 | 1 | 2 | 3;
      /**
       * @description What the model took; of a batch, the share of one structure.
       * @example 0.12
       */
      inference_time_ms: number;
      /**
       * @description Names the weights that answered.
       * @example 0b1c6b5a0d0f3f4c8f0f8f3e2c1d7a9e4b6f5a3c2d1e0f9a8b7c6d5e4f3a2b1c
       */
      weights_digest: string;
      /**
       * @description Which installed model answered each property; moduli by their own names.
       * @example {
       *       "bandgap": "MEGNet-MP-2019.4.1-BandGap-mfi"
       *     }
       */
      models?: {
        [key: string]: string;
      };
      /**
       * @description The functional of the calculations that each of these models learned from.
       * @example {
       *       "bandgap": "PBE"
       *     }
       */
      functionals?: {
        [key: string]: string;
      };
      /**
       * @description Units of the properties; moduli by their own names.
       * @example {
       *       "bandgap": "eV"
       *     }
       */
      units?: {
        [key: string]: string;
      };
      /**
       * @description What the model itself gave where another value is served: a gap below 0 is 0.
       * @example {
       *       "bandgap": -0.021
       *     }
       */
      raw_values?: {
        [key: string]: number;
      };
      /**
       * @description eV; the gap as functionals other than PBE would give it, where a model knows.
       * @example {
       *       "GLLB-SC": 1.62,
       *       "HSE": 1.71,
       *       "SCAN": 1.34
       *     }
       */
      bandgap_by_functional?: {
        [key: string]: number;
      };
      /**
       * @description What there is no answer of this time, and why.
       * @example {
       *       "elastic_moduli": "No installed model of CGCNN predicts it."
       *     }
       */
      omitted?: {
        [key: string]: string;
      };
    };
    PropertyPredictionResponse: {
      /**
       * Format: uuid
       * @example 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d
       */
      id: string;
      /**
       * Format: uuid
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /** @example STUB */
      model_name: string;
      /** @example 1.0.0 */
      model_version: string;
      /**
       * @description What the model predicts, by name; a model may answer more than are listed here.
       * @example {
       *       "bandgap": 1.107,
       *       "formation_energy": -3.421,
       *       "stability_score": 0.571
       *     }
       */
      properties: {
        /**
         * @description eV
         * @example 1.107
         */
        bandgap?: number;
        /**
         * @description eV/atom
         * @example -3.421
         */
        formation_energy?: number;
        /** @example 0.571 */
        stability_score?: number;
        /**
         * @description GPa
         * @example {
         *       "bulk_modulus": 97.6,
         *       "shear_modulus": 66.5
         *     }
         */
        elastic_moduli?: {
          bulk_modulus?: number;
          shear_modulus?: number;
        } & {
          [key: string]: number;
        };
        /**
         * @description eV, of the cell as given
         * @example -43.39
         */
        energy?: number;
        /**
         * @description Static constant, dimensionless
         * @example 11.7
         */
        dielectric?: number;
        /**
         * @description eV/Å, a row for each atom in the order of the structure
         * @example [
         *       [
         *         0,
         *         0,
         *         0
         *       ]
         *     ]
         */
        forces?: number[][];
        /**
         * @description GPa, 3×3; negative under compression
         * @example [
         *       [
         *         0.1,
         *         0,
         *         0
         *       ],
         *       [
         *         0,
         *         0.1,
         *         0
         *       ],
         *       [
         *         0,
         *         0,
         *         0.1
         *       ]
         *     ]
         */
        stresses?: number[][];
      } & {
        [key: string]:
          | number
          | number[][]
          | {
              [key: string]: number;
            };
      };
      /**
       * @description A key for each scalar property; moduli by their own names. Of networks: the probability that the value is within 0.3 eV, 0.1 eV/atom, or a fifth of moduli and dielectric constant; 0 where nobody measured the errors of the model.
       * @example {
       *       "bandgap": 0.912,
       *       "formation_energy": 0.887,
       *       "stability_score": 0.9
       *     }
       */
      confidence_scores: {
        [key: string]: number;
      };
      /**
       * @description Whether it was there before it was asked for.
       * @example false
       */
      cached: boolean;
      metadata: components['schemas']['PredictionMetadataDto'] | null;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
    };
    BatchPredictionRequest: {
      /**
       * @description The structures to predict. The limit counts ids before duplicates are dropped.
       * @example [
       *       "3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11"
       *     ]
       */
      structure_ids: string[];
      /**
       * @description A model of the registry, in any case.
       * @default STUB
       * @example STUB
       */
      model_name?: string;
      /**
       * @description Compute anew and add to the history, whatever is stored.
       * @default false
       * @example false
       */
      force_recompute?: boolean;
    };
    BatchPredictionResponse: {
      /** @description In the order asked. */
      predictions: components['schemas']['PropertyPredictionResponse'][];
      /**
       * @description Length of `predictions`.
       * @example 1
       */
      total: number;
      /** @example 0 */
      cached: number;
      /** @example 1 */
      new: number;
      /**
       * @description Structure id to what went wrong with it; null when nothing did.
       * @example null
       */
      errors: {
        [key: string]: string;
      } | null;
    };
    PredictionHistoryResponse: {
      /**
       * Format: uuid
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /** @description Newest first. */
      predictions: components['schemas']['PropertyPredictionResponse'][];
      /**
       * @description Length of `predictions`.
       * @example 1
       */
      count: number;
      /**
       * @description Models in this answer.
       * @example [
       *       "STUB"
       *     ]
       */
      models_used: string[];
      /**
       * @description Give it as `cursor` to read on; null at the end.
       * @example null
       */
      next_cursor: string | null;
    };
    ErrorEstimateDto: {
      /**
       * @description Mean over crystals held out.
       * @example 0.126
       */
      mean: number;
      /**
       * @description 95 %, by the bootstrap.
       * @example [
       *       0.112,
       *       0.143
       *     ]
       */
      interval: number[];
    };
    TunedFromDto: {
      /**
       * Format: uuid
       * @description Of the fine-tune.
       * @example c1f7a0de-4b62-4c0e-8c0f-6d1c5d3b9a10
       */
      id: string;
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * @example private
       * @enum {string}
       */
      visibility: 'private' | 'public';
      /** @example CGCNN-NanoOS-Eform */
      base_model: string;
      /**
       * @description That it was tuned on.
       * @example 100
       */
      crystals: number;
      /**
       * @example improved
       * @enum {string}
       */
      outcome: 'improved' | 'no-better';
      /**
       * @description Of the errors.
       * @example eV/atom
       */
      unit: string;
      error_before: components['schemas']['ErrorEstimateDto'];
      error_after: components['schemas']['ErrorEstimateDto'];
    };
    ModelInfoResponse: {
      /** @example STUB */
      name: string;
      /** @example 1.0.0 */
      version: string;
      /**
       * @description Whether its weights are there and load.
       * @example true
       */
      available: boolean;
      /** @example Reproducible numbers in plausible ranges; no physics. */
      description: string;
      /**
       * @example [
       *       "bandgap",
       *       "formation_energy",
       *       "stability_score"
       *     ]
       */
      supported_properties: string[];
      /** @description Of a model that a user tuned. */
      fine_tune?: components['schemas']['TunedFromDto'];
    };
    ModelsListResponse: {
      models: components['schemas']['ModelInfoResponse'][];
      /** @example 5 */
      count: number;
    };
    PropertyComparisonRequest: {
      /**
       * Format: uuid
       * @description A stored prediction.
       * @example 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d
       */
      predicted_properties_id: string;
      /**
       * Format: uuid
       * @description A stored simulation of the same structure.
       * @example 5c0a9f6e-7e0b-4b7f-8a55-0f6a3e1d2c44
       */
      simulation_result_id: string;
      /**
       * @description Own limits of the absolute error for excellent, good and fair, rising, by property in its unit.
       * @example {
       *       "bulk_modulus": {
       *         "excellent": 5,
       *         "good": 10,
       *         "fair": 20
       *       }
       *     }
       */
      thresholds?: {
        [key: string]: {
          excellent: number;
          good: number;
          fair: number;
        };
      };
    };
    PropertyComparisonResult: {
      /** @example 1.107 */
      predicted: number;
      /** @example 1.17 */
      simulated: number;
      /**
       * @description predicted − simulated
       * @example -0.063
       */
      error: number;
      /**
       * @description 100 · error / simulated; null where |simulated| < 1e-10
       * @example -5.38
       */
      percent_error: number | null;
      /**
       * @description |error| / |simulated|; null where |simulated| < 1e-10
       * @example 0.0538
       */
      relative_error: number | null;
    };
    ComparisonSummaryDto: {
      /**
       * @description How many.
       * @example 1
       */
      properties_compared: number;
      /** @example 0.063 */
      mean_absolute_error: number | null;
      /** @example 0.063 */
      root_mean_squared_error: number | null;
      /**
       * @description Mean of |percent_error|.
       * @example 5.38
       */
      mean_percent_error: number | null;
      /**
       * @example [
       *       "formation_energy",
       *       "stability_score"
       *     ]
       */
      properties_only_predicted: string[];
      /** @example [] */
      properties_only_simulated: string[];
    };
    ComparisonQualityDto: {
      /**
       * @example excellent
       * @enum {string}
       */
      overall_quality: 'excellent' | 'good' | 'fair' | 'poor' | 'unknown';
      /**
       * @example {
       *       "bandgap": "excellent"
       *     }
       */
      property_quality: {
        [key: string]: 'excellent' | 'good' | 'fair' | 'poor';
      };
      /** @example [] */
      recommendations: string[];
    };
    PropertyComparisonResponse: {
      /**
       * Format: uuid
       * @example 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d
       */
      predicted_properties_id: string;
      /**
       * Format: uuid
       * @example 5c0a9f6e-7e0b-4b7f-8a55-0f6a3e1d2c44
       */
      simulation_result_id: string;
      /**
       * Format: uuid
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /** @example STUB */
      model_name: string;
      /** @example 1.0.0 */
      model_version: string;
      /**
       * @description By property; only what both sides have as a number.
       * @example {
       *       "bandgap": {
       *         "predicted": 1.107,
       *         "simulated": 1.17,
       *         "error": -0.063,
       *         "percent_error": -5.38,
       *         "relative_error": 0.0538
       *       }
       *     }
       */
      comparisons: {
        [key: string]: components['schemas']['PropertyComparisonResult'];
      };
      summary: components['schemas']['ComparisonSummaryDto'];
      quality: components['schemas']['ComparisonQualityDto'];
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
    };
    BatchComparisonRequest: {
      pairs: components['schemas']['PropertyComparisonRequest'][];
    };
    FailedComparison: {
      /**
       * Format: uuid
       * @example 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d
       */
      predicted_properties_id: string;
      /**
       * Format: uuid
       * @example 5c0a9f6e-7e0b-4b7f-8a55-0f6a3e1d2c44
       */
      simulation_result_id: string;
      /** @example There is no prediction 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d that you may see. */
      error: string;
    };
    PropertyAggregateDto: {
      /** @example 0.063 */
      mean_absolute_error: number;
      /** @example 0.063 */
      root_mean_squared_error: number;
      /**
       * @description Largest absolute error.
       * @example 0.063
       */
      max_error: number;
      /**
       * @description How many were compared.
       * @example 1
       */
      n: number;
    };
    BatchComparisonResponse: {
      /** @description In the order of the pairs. */
      results: (
        | components['schemas']['PropertyComparisonResponse']
        | components['schemas']['FailedComparison']
      )[];
      /**
       * @description Errors over all pairs that were compared, by property.
       * @example {
       *       "bandgap": {
       *         "mean_absolute_error": 0.2,
       *         "root_mean_squared_error": 0.2,
       *         "max_error": 0.2,
       *         "n": 1
       *       }
       *     }
       */
      aggregate: {
        [key: string]: components['schemas']['PropertyAggregateDto'];
      };
    };
    RelaxationRequest: {
      /**
       * Format: uuid
       * @description The crystal to begin from.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /**
       * @description An installed potential; that of the configuration when left out.
       * @example M3GNet-MP-2021.2.8-PES
       */
      potential?: string;
      /**
       * @description Relaxed when no force on an atom is larger, eV/Å.
       * @default 0.01
       * @example 0.01
       */
      max_force?: number;
      /**
       * @description Relaxed when no component of the stress that the cell can follow is larger, GPa.
       * @default 0.02
       * @example 0.02
       */
      max_stress?: number;
      /**
       * @description Steps of one relaxation; it ends unconverged after so many.
       * @default 500
       * @example 500
       */
      max_steps?: number;
      /**
       * @description L-BFGS needs fewer steps; FIRE is the more patient one.
       * @default lbfgs
       * @example lbfgs
       * @enum {string}
       */
      optimiser?: 'fire' | 'lbfgs';
      /**
       * @description Whether the cell relaxes with the positions.
       * @default true
       * @example true
       */
      relax_cell?: boolean;
      /**
       * @description Whether the space group of the crystal is kept.
       * @default false
       * @example false
       */
      keep_symmetry?: boolean;
    };
    JobProgressDto: {
      /**
       * @description What is being done.
       * @example relaxing
       */
      stage: string;
      /**
       * @description Steps done.
       * @example 12
       */
      step: number;
      /**
       * @description Steps that there may be at most.
       * @example 500
       */
      of: number;
      /**
       * @description Of the last step: energy eV, forces eV/Å, stresses GPa, volumes Å³; of a fine-tune the mean errors on crystals held out, before and now, in the unit of the property, and seconds left.
       * @example {
       *       "energy": -10.82,
       *       "max_force": 0.043,
       *       "max_stress": 0.31
       *     }
       */
      figures: {
        [key: string]: number;
      };
    };
    JobProblemDto: {
      /**
       * @description Stable, in kebab case.
       * @example unknown-element
       */
      code: string;
      /** @example The potential knows no Po. */
      message: string;
    };
    JobDto: {
      /**
       * Format: uuid
       * @example c1f7a0de-4b62-4c0e-8c0f-6d1c5d3b9a10
       */
      id: string;
      /**
       * @example relaxation
       * @enum {string}
       */
      kind: 'relaxation' | 'elastic' | 'eos' | 'fine-tune';
      /**
       * @example running
       * @enum {string}
       */
      state: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
      /**
       * Format: uuid
       * @description What it begins from, where that is one structure.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string | null;
      /**
       * @description What was asked for, defaults filled in.
       * @example {
       *       "potential": "M3GNet-MP-2021.2.8-PES",
       *       "max_force": 0.01
       *     }
       */
      parameters: {
        [key: string]: unknown;
      };
      progress: components['schemas']['JobProgressDto'] | null;
      /** @description Of a failed job. */
      problem: components['schemas']['JobProblemDto'] | null;
      /**
       * @description Whether it was asked to stop.
       * @example false
       */
      cancel_requested: boolean;
      /**
       * Format: uuid
       * @description The structure that was stored from the result.
       * @example null
       */
      stored_structure_id: string | null;
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example null
       */
      started_at: string | null;
      /**
       * Format: date-time
       * @example null
       */
      finished_at: string | null;
      /**
       * @description Of a completed job; its shape is that of the kind.
       * @example null
       */
      result: {
        [key: string]: unknown;
      } | null;
    };
    ElasticRequest: {
      /**
       * Format: uuid
       * @description The crystal to begin from.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /**
       * @description An installed potential; that of the configuration when left out.
       * @example M3GNet-MP-2021.2.8-PES
       */
      potential?: string;
      /**
       * @description Relaxed when no force on an atom is larger, eV/Å.
       * @default 0.002
       * @example 0.002
       */
      max_force?: number;
      /**
       * @description Relaxed when no component of the stress that the cell can follow is larger, GPa.
       * @default 0.005
       * @example 0.005
       */
      max_stress?: number;
      /**
       * @description Steps of one relaxation; it ends unconverged after so many.
       * @default 500
       * @example 500
       */
      max_steps?: number;
      /**
       * @description L-BFGS needs fewer steps; FIRE is the more patient one.
       * @default lbfgs
       * @example lbfgs
       * @enum {string}
       */
      optimiser?: 'fire' | 'lbfgs';
      /**
       * @description Whether the crystal is relaxed first; the tensor is that of a crystal at rest.
       * @default true
       * @example true
       */
      relax_first?: boolean;
      /**
       * @description Whether atoms relax in each strained cell; else their ions are clamped.
       * @default true
       * @example true
       */
      relax_strained?: boolean;
      /**
       * @description Largest of the strains; half of it, and both with the other sign, are taken too.
       * @default 0.02
       * @example 0.02
       */
      max_strain?: number;
    };
    EosRequest: {
      /**
       * Format: uuid
       * @description The crystal to begin from.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /**
       * @description An installed potential; that of the configuration when left out.
       * @example M3GNet-MP-2021.2.8-PES
       */
      potential?: string;
      /**
       * @description Relaxed when no force on an atom is larger, eV/Å.
       * @default 0.005
       * @example 0.005
       */
      max_force?: number;
      /**
       * @description Relaxed when no component of the stress that the cell can follow is larger, GPa.
       * @default 0.01
       * @example 0.01
       */
      max_stress?: number;
      /**
       * @description Steps of one relaxation; it ends unconverged after so many.
       * @default 500
       * @example 500
       */
      max_steps?: number;
      /**
       * @description L-BFGS needs fewer steps; FIRE is the more patient one.
       * @default lbfgs
       * @example lbfgs
       * @enum {string}
       */
      optimiser?: 'fire' | 'lbfgs';
      /**
       * @description Whether the crystal is relaxed first; else the volumes lie about the given one.
       * @default true
       * @example true
       */
      relax_first?: boolean;
      /**
       * @description Largest linear strain of the cell, in both directions.
       * @default 0.02
       * @example 0.02
       */
      max_strain?: number;
      /**
       * @description Volumes at which the energy is found; the middle one is that of the crystal.
       * @default 11
       * @example 11
       * @enum {number}
       */
      points?: 5 | 7 | 9 | 11 | 13 | 15 | 17 | 19 | 21;
    };
    FrameDto: {
      /** @example 0 */
      step: number;
      /**
       * @description eV for the cell.
       * @example -10.82
       */
      energy: number;
      /**
       * @description The largest force on an atom, eV/Å.
       * @example 0.21
       */
      max_force: number;
      /**
       * @description The largest component of the stress, GPa.
       * @example 1.4
       */
      max_stress: number;
      /**
       * @description Rows are the cell vectors, Å.
       * @example [
       *       [
       *         0,
       *         2.73,
       *         2.73
       *       ],
       *       [
       *         2.73,
       *         0,
       *         2.73
       *       ],
       *       [
       *         2.73,
       *         2.73,
       *         0
       *       ]
       *     ]
       */
      lattice: number[][];
      /**
       * @example [
       *       [
       *         0,
       *         0,
       *         0
       *       ],
       *       [
       *         0.25,
       *         0.25,
       *         0.25
       *       ]
       *     ]
       */
      frac_coords: number[][];
    };
    TrajectoryDto: {
      /**
       * Format: uuid
       * @example c1f7a0de-4b62-4c0e-8c0f-6d1c5d3b9a10
       */
      job_id: string;
      /**
       * @example [
       *       "Si",
       *       "Si"
       *     ]
       */
      species: string[];
      frames: components['schemas']['FrameDto'][];
    };
    StoreRelaxedStructureRequest: {
      /**
       * @description That of the structure it was relaxed from, marked as relaxed, when left out.
       * @example silicon, relaxed
       */
      name?: string;
      /**
       * @default private
       * @example private
       * @enum {string}
       */
      visibility?: 'private' | 'public';
    };
    JobSummary: {
      /**
       * Format: uuid
       * @example c1f7a0de-4b62-4c0e-8c0f-6d1c5d3b9a10
       */
      id: string;
      /**
       * @example relaxation
       * @enum {string}
       */
      kind: 'relaxation' | 'elastic' | 'eos' | 'fine-tune';
      /**
       * @example running
       * @enum {string}
       */
      state: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
      /**
       * Format: uuid
       * @description What it begins from, where that is one structure.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string | null;
      /**
       * @description What was asked for, defaults filled in.
       * @example {
       *       "potential": "M3GNet-MP-2021.2.8-PES",
       *       "max_force": 0.01
       *     }
       */
      parameters: {
        [key: string]: unknown;
      };
      progress: components['schemas']['JobProgressDto'] | null;
      /** @description Of a failed job. */
      problem: components['schemas']['JobProblemDto'] | null;
      /**
       * @description Whether it was asked to stop.
       * @example false
       */
      cancel_requested: boolean;
      /**
       * Format: uuid
       * @description The structure that was stored from the result.
       * @example null
       */
      stored_structure_id: string | null;
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example null
       */
      started_at: string | null;
      /**
       * Format: date-time
       * @example null
       */
      finished_at: string | null;
    };
    JobsPage: {
      /**
       * @description Items in all, on every page.
       * @example 1
       */
      total: number;
      /** @example 50 */
      limit: number;
      /** @example 0 */
      offset: number;
      /** @description Newest first. */
      items: components['schemas']['JobSummary'][];
    };
    StructureValue: {
      /**
       * Format: uuid
       * @description A crystal that the caller may see.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string;
      /**
       * @description In the unit of the base's property.
       * @example -1.2
       */
      value: number;
    };
    CandidateDto: {
      /**
       * @description `head`: what follows the vector of a crystal; `ends`: that and what describes elements; `all`.
       * @example head
       * @enum {string}
       */
      layers: 'head' | 'ends' | 'all';
      /**
       * @description The highest learning rate.
       * @example 0.001
       */
      rate: number;
    };
    FineTuneRequest: {
      /** @example our-fluorides */
      name: string;
      /** @example CGCNN-NanoOS-Eform */
      base_model: string;
      /** @example formation_energy */
      property: string;
      /**
       * @default private
       * @example private
       * @enum {string}
       */
      visibility?: 'private' | 'public';
      /** @example Tuned on our fluorides. */
      description?: string;
      pairs?: components['schemas']['StructureValue'][];
      /**
       * @description Structures; the newest simulation of each that has the property gives the value.
       * @example [
       *       "3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11"
       *     ]
       */
      from_simulations?: string[];
      /**
       * @description Text of a table (CSV) or of JSON lines with crystals and values.
       * @example value,poscar
       */
      content?: string;
      /**
       * Format: binary
       * @description The same as a file, in forms only; numbers and lists beside it are JSON.
       * @example our-fluorides.csv
       */
      file?: string;
      /**
       * @description Of the text; found out by its first character when left out.
       * @example csv
       * @enum {string}
       */
      format?: 'csv' | 'json-lines';
      /** @description Ways to tune, of which cross validation takes the best; five that differ in layers and rate when left out. */
      candidates?: components['schemas']['CandidateDto'][];
      /**
       * @description Passes over the crystals at most; by their number when left out.
       * @example 1
       */
      epochs?: number;
      /**
       * @description Epochs without progress that end a training; a third of them when left out.
       * @example 1
       */
      patience?: number;
      /**
       * @description Crystals of a step; by their number when left out.
       * @example 1
       */
      batch?: number;
      /**
       * @description How strongly weights are held near those of the base.
       * @default 10
       * @example 10
       */
      weight_decay?: number;
      /**
       * @description Of the split and the order of crystals; 1 when left out.
       * @example 0
       */
      seed?: number;
    };
    FineTuneResultDto: {
      /**
       * @description Under which the model is asked.
       * @example our-fluorides
       */
      model_name: string;
      /** @example Tuning helped: the mean error on crystals held out is 0.126 eV/atom after 1.13 eV/atom. */
      message: string;
      /**
       * @description `no-better`: the error did not fall for certain, and the weights are the base's.
       * @example improved
       * @enum {string}
       */
      outcome: 'improved' | 'no-better';
      /**
       * @description Of the errors.
       * @example eV/atom
       */
      unit: string;
      /** @description Of the base. */
      error_before: components['schemas']['ErrorEstimateDto'];
      /** @description Of tuned models, each on crystals that it had not seen. */
      error_after: components['schemas']['ErrorEstimateDto'];
      /** @description The second less the first. */
      change: components['schemas']['ErrorEstimateDto'];
      /**
       * @description The card of the model: base, digest of the data, split, what was tried, learning curve.
       * @example {
       *       "name": "our-fluorides",
       *       "version": "1.0.0",
       *       "family": "CGCNN"
       *     }
       */
      card: {
        [key: string]: unknown;
      };
      /**
       * @description Mean error on crystals held out, by epoch.
       * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
       */
      learning_curve_svg: string;
      /**
       * @description What is predicted for crystals held out, before and after, over what is known.
       * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
       */
      parity_svg: string;
    };
    FineTuneDto: {
      /**
       * Format: uuid
       * @example c1f7a0de-4b62-4c0e-8c0f-6d1c5d3b9a10
       */
      id: string;
      /**
       * @example relaxation
       * @enum {string}
       */
      kind: 'relaxation' | 'elastic' | 'eos' | 'fine-tune';
      /**
       * @example running
       * @enum {string}
       */
      state: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
      /**
       * Format: uuid
       * @description What it begins from, where that is one structure.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string | null;
      /**
       * @description What was asked for, defaults filled in.
       * @example {
       *       "potential": "M3GNet-MP-2021.2.8-PES",
       *       "max_force": 0.01
       *     }
       */
      parameters: {
        [key: string]: unknown;
      };
      progress: components['schemas']['JobProgressDto'] | null;
      /** @description Of a failed job. */
      problem: components['schemas']['JobProblemDto'] | null;
      /**
       * @description Whether it was asked to stop.
       * @example false
       */
      cancel_requested: boolean;
      /**
       * Format: uuid
       * @description The structure that was stored from the result.
       * @example null
       */
      stored_structure_id: string | null;
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example null
       */
      started_at: string | null;
      /**
       * Format: date-time
       * @example null
       */
      finished_at: string | null;
      /** @example our-fluorides */
      name: string;
      /** @example CGCNN-NanoOS-Eform */
      base_model: string;
      /** @example formation_energy */
      property: string;
      /**
       * @example private
       * @enum {string}
       */
      visibility: 'private' | 'public';
      /** @description Of a completed one: what came of it, with the card and the drawings. */
      result: components['schemas']['FineTuneResultDto'] | null;
    };
    FineTuneSummary: {
      /**
       * Format: uuid
       * @example c1f7a0de-4b62-4c0e-8c0f-6d1c5d3b9a10
       */
      id: string;
      /**
       * @example relaxation
       * @enum {string}
       */
      kind: 'relaxation' | 'elastic' | 'eos' | 'fine-tune';
      /**
       * @example running
       * @enum {string}
       */
      state: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
      /**
       * Format: uuid
       * @description What it begins from, where that is one structure.
       * @example 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11
       */
      structure_id: string | null;
      /**
       * @description What was asked for, defaults filled in.
       * @example {
       *       "potential": "M3GNet-MP-2021.2.8-PES",
       *       "max_force": 0.01
       *     }
       */
      parameters: {
        [key: string]: unknown;
      };
      progress: components['schemas']['JobProgressDto'] | null;
      /** @description Of a failed job. */
      problem: components['schemas']['JobProblemDto'] | null;
      /**
       * @description Whether it was asked to stop.
       * @example false
       */
      cancel_requested: boolean;
      /**
       * Format: uuid
       * @description The structure that was stored from the result.
       * @example null
       */
      stored_structure_id: string | null;
      /**
       * Format: uuid
       * @example 5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11
       */
      owner_id: string;
      /**
       * Format: date-time
       * @example 2026-01-31T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example null
       */
      started_at: string | null;
      /**
       * Format: date-time
       * @example null
       */
      finished_at: string | null;
      /** @example our-fluorides */
      name: string;
      /** @example CGCNN-NanoOS-Eform */
      base_model: string;
      /** @example formation_energy */
      property: string;
      /**
       * @example private
       * @enum {string}
       */
      visibility: 'private' | 'public';
    };
    FineTunesPage: {
      /**
       * @description Items in all, on every page.
       * @example 1
       */
      total: number;
      /** @example 50 */
      limit: number;
      /** @example 0 */
      offset: number;
      /** @description Newest first. */
      items: components['schemas']['FineTuneSummary'][];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  live: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  ready: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  metrics: {
    parameters: {
      query?: never;
      header?: {
        /** @description Bearer METRICS_TOKEN, where one is set. */
        Authorization?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The Prometheus text format. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  register: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokensDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  refresh: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokensDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  logout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      /** @description The session is over. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangePasswordRequest'];
      };
    };
    responses: {
      /** @description Changed; sign in again. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listApiKeys: {
    parameters: {
      query?: {
        limit?: number;
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeysPage'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKeyRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKeyDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  revokeApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoked. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listUsers: {
    parameters: {
      query?: {
        limit?: number;
        offset?: number;
        /** @description Part of an email or a name, in any case. */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UsersPage'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  getUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ManagedUserDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateUserRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ManagedUserDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listStructures: {
    parameters: {
      query?: {
        limit?: number;
        offset?: number;
        /** @description The reduced formula, or that of the whole cell (Na4Cl4); elements in any order, and brackets. */
        formula?: string;
        /** @description Only structures that hold all of these elements, and maybe others. */
        elements?: string;
        /** @description Number of different elements. */
        num_elements?: number;
        /** @description Least number of different elements. */
        min_num_elements?: number;
        /** @description Greatest number of different elements. */
        max_num_elements?: number;
        /** @description Number of sites in the cell. */
        num_atoms?: number;
        /** @description Least number of sites in the cell. */
        min_num_atoms?: number;
        /** @description Greatest number of sites in the cell. */
        max_num_atoms?: number;
        /** @description 0 molecule to 3 bulk. */
        dimensionality?: 0 | 1 | 2 | 3;
        visibility?: 'private' | 'public';
        /** @description Id of the owner, or `me`. */
        owner?: string;
        /** @description A leading minus sorts in descending order. Molecules have no volume: they come last. */
        sort?:
          | 'created_at'
          | '-created_at'
          | 'name'
          | '-name'
          | 'formula'
          | '-formula'
          | 'num_atoms'
          | '-num_atoms'
          | 'volume'
          | '-volume'
          | 'density'
          | '-density';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StructuresPage'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createStructure: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UploadStructureRequest'];
        'multipart/form-data': components['schemas']['UploadStructureRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StructureDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  getStructure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StructureDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteStructure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  downloadStructure: {
    parameters: {
      query?: {
        /** @description CIF when absent, XYZ for a molecule; `json` is that of pymatgen. */
        format?: 'cif' | 'poscar' | 'xyz' | 'json' | 'optimade';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file, with a name for it in Content-Disposition. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'chemical/x-cif': string;
          'text/plain': string;
          'chemical/x-xyz': string;
          'application/json': {
            [key: string]: unknown;
          };
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listSimulations: {
    parameters: {
      query?: {
        limit?: number;
        offset?: number;
        /** @description Only simulations of this structure. */
        structure_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SimulationsPage'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createSimulation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateSimulationRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SimulationDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  getSimulation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SimulationDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteSimulation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  predictProperties: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PropertyPredictionRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PropertyPredictionResponse'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  predictPropertiesBatch: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BatchPredictionRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchPredictionResponse'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  latestPrediction: {
    parameters: {
      query?: {
        /** @description Only what this model predicted; any model when absent. */
        model_name?: string;
      };
      header?: never;
      path: {
        structure_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PropertyPredictionResponse'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  predictionHistory: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `next_cursor` of the answer before; the newest when absent. */
        cursor?: string;
        /** @description Whether arrays of more than 64 rows, forces of large cells, are answered too, on pages of 10 at most; `omitted` in the metadata names them otherwise. */
        large_arrays?: 'false' | 'true';
      };
      header?: never;
      path: {
        structure_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PredictionHistoryResponse'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deletePrediction: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        prediction_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ModelsListResponse'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  comparePrediction: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PropertyComparisonRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PropertyComparisonResponse'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  comparePredictionsBatch: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BatchComparisonRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchComparisonResponse'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  relaxStructure: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RelaxationRequest'];
      };
    };
    responses: {
      /** @description It waits; `Location` says where it can be asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  calculateElasticTensor: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ElasticRequest'];
      };
    };
    responses: {
      /** @description It waits; `Location` says where it can be asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  calculateEquationOfState: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EosRequest'];
      };
    };
    responses: {
      /** @description It waits; `Location` says where it can be asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  getTrajectory: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrajectoryDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  storeRelaxedStructure: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StoreRelaxedStructureRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StructureDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listJobs: {
    parameters: {
      query?: {
        limit?: number;
        offset?: number;
        kind?: 'relaxation' | 'elastic' | 'eos' | 'fine-tune';
        /** @description Only jobs of this structure. */
        structure_id?: string;
        state?: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobsPage'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  getJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  cancelJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listFineTunes: {
    parameters: {
      query?: {
        limit?: number;
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FineTunesPage'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  fineTuneModel: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeat a request safely: the same key with the same body answers what the first one answered; with another body it is a conflict. 1 to 255 printable characters. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FineTuneRequest'];
        'multipart/form-data': components['schemas']['FineTuneRequest'];
      };
    };
    responses: {
      /** @description It waits; `Location` says where it can be asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FineTuneDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The content type is not supported */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Well formed but impossible / The structure cannot be read */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  getFineTune: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FineTuneDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteFineTune: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As it stands, or as it stood. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FineTuneDto'];
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  downloadTunedModel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        file: 'card.json' | 'weights.safetensors';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file, with its name in Content-Disposition. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            [key: string]: unknown;
          };
          'application/octet-stream': string;
        };
      };
      /** @description The request does not fit its schema / The body cannot be read */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Sign in first */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not allowed */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not found / No such model */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description In conflict with the present state / The model has no weights installed / The idempotency key is taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Not ready */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
}
