import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = ['session', 'home', 'find', 'upload', 'dataset', 'look', 'h5', 'workflows', 'runs', 'jobs', 'account', 'admin'];

/** What a file may not import, as patterns with the reason. */
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** A feature reaches another one only through its index. */
const foreignInsides = (own) => ({
  group: features.filter((name) => name !== own).flatMap((name) => [`../${name}/*`, `../../${name}/*`, `!../${name}/index`]),
  message: 'Features meet through their index: import from ../feature.',
});

export default tseslint.config(
  // What is generated, and what is plain JavaScript, of which the typed rules know nothing.
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts', 'public', 'scripts', 'bench', '*.js', '.*', 'test-results'] },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      'no-console': 'error',
      eqeqeq: 'error',
      // Numbers and booleans in templates read well and cannot surprise.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Arrow handlers that return what they call are the short form of React handlers.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  { files: ['src/api/**'], rules: forbid({ group: ['**/ui/*', '**/features/*', '**/app/*'], message: 'api is a leaf.' }) },
  { files: ['src/ui/**'], rules: forbid({ group: ['**/api/*', '**/features/*', '**/app/*'], message: 'ui is a leaf.' }) },
  ...features.map((name) => ({
    files: [`src/features/${name}/**`],
    rules: forbid(foreignInsides(name), { group: ['**/app/*', '!@h5web/app/*'], message: 'app knows features, not the other way round.' }),
  })),
);
