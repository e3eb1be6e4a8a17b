import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  catalogs: [
    {
      path: '<rootDir>/src/web/words/catalogues/{locale}',
      include: ['<rootDir>/src/web', '<rootDir>/src/features'],
      exclude: ['**/*.test.*'],
    },
  ],
  orderBy: 'origin',
});
