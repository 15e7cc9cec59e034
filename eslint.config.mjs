import tseslint from 'typescript-eslint';

/** The rooms from the outermost to the innermost: each may import those to its right. */
const ROOMS = [
  'ml',
  'simulations',
  'structures',
  'auth',
  'jobs',
  'database',
  'common',
  'models',
  'crystal',
  'tensor',
];

/** Neighbours in the order above that do not know each other all the same. */
const STRANGERS = [
  ['jobs', 'database'],
  ['crystal', 'tensor'],
];

/** Libraries that someone could take away and use alone. */
const STANDALONE = new Set(['models', 'crystal', 'tensor']);

const face = {
  regex: '^@nano-os/[^/]+/',
  message: 'Import a room by its face: @nano-os/ROOM.',
};

function restrictionsOf(room) {
  const allowed = new Set(ROOMS.slice(ROOMS.indexOf(room) + 1));
  for (const pair of STRANGERS) {
    if (pair.includes(room)) for (const stranger of pair) allowed.delete(stranger);
  }
  const refused = ['apps', ...ROOMS.filter((other) => other !== room && !allowed.has(other))];
  const patterns = [
    face,
    {
      regex: `^@nano-os/(${[...refused, room].join('|')})$`,
      message: `${room} may import only what lies to its right in docs/decisions/rooms.md.`,
    },
    {
      regex: `^(\\.\\./)+(libs/)?(apps|${ROOMS.join('|')})(/src)?(/index)?$|(^|/)(libs|apps)/`,
      message: 'Another room is imported by its alias, not by a path.',
    },
  ];
  if (STANDALONE.has(room)) {
    patterns.push({
      regex: '^(@nestjs/|typeorm|pg$|fastify)',
      message: 'This library knows neither Nest nor the database nor HTTP.',
    });
  }
  return {
    files: [`libs/${room}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'data/',
      'coverage/',
      '.cache/',
      'libs/client/src/schema.ts',
      'bench/peers/',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-restricted-imports': ['error', { patterns: [face] }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      // Nest's modules are classes without members, configured by their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // DTO classes describe data for validation and documentation; answers are literals of their shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Decorated properties take their type from the annotation, which must therefore stay.
      '@typescript-eslint/no-inferrable-types': ['error', { ignoreProperties: true }],
    },
  },
  ...ROOMS.map(restrictionsOf),
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
