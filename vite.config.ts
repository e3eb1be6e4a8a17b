import { lingui } from '@lingui/vite-plugin';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The Latin font alone is fetched ahead; every other script waits until a character of it is on the page. */
const preloadLatin: Plugin = {
  name: 'preload-latin',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => file.includes('radio-canada-latin-wdth-normal'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
          injectTo: 'head',
        })),
  },
};

export default defineConfig({
  publicDir: 'src/web/public',
  plugins: [react(), tailwind(), lingui({ macroTransform: true }), preloadLatin],
  build: { outDir: 'dist', manifest: true, sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
