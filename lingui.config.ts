import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'zh-Hans', 'es', 'pt-BR', 'ar', 'ja'],
  fallbackLocales: { default: 'en' },
  catalogs: [
    {
      path: '<rootDir>/src/web/words/catalogues/{locale}',
      include: ['<rootDir>/src/web', '<rootDir>/src/features'],
      // AssemblyScript says the rest: words of people are in neither.
      exclude: ['**/*.test.*', '**/*.as.ts'],
    },
  ],
  orderBy: 'origin',
  // A line number would change with every edit above it.
  format: formatter({ lineNumbers: false }),
});
