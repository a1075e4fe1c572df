import tseslint from 'typescript-eslint';

const SIZE = { skipBlankLines: true, skipComments: true };

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', 'reports/', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, ...SIZE }],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      complexity: ['error', 15],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Biome holds this one: its suppression must carry a reason.
      '@typescript-eslint/no-explicit-any': 'off',
      // A type parameter used once still carries a decorator's inference (toolchain: typed wiring).
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Hooks are static methods passed by name, and classes that hold only those are the documented form.
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowStaticOnly: true }],
      // User code may throw anything; `unknown` is what we carry through.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowRethrowing: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      // Graph bodies and type-level tests of "returns nothing" speak of void and `{}` on purpose.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowObjectTypes: 'always' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['**/test/**'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  { files: ['scripts/**', 'examples/**', 'bench/**'], rules: { 'no-console': 'off' } },
  // What the bench measures are async ops that return at once.
  { files: ['bench/src/product/**'], rules: { '@typescript-eslint/require-await': 'off' } },
);
