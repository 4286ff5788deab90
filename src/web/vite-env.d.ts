/// <reference types="vite/client" />

declare module '*.po' {
  export const messages: Record<string, string>;
}

declare module 'virtual:phone-formats' {
  const formats: readonly [
    code: string,
    rules: readonly (readonly [pattern: string, format: string, leading: string])[],
  ][];
  export default formats;
}

declare module 'virtual:pdf-files' {
  const folder: string;
  export default folder;
}

declare module 'virtual:blur-files' {
  const folder: string;
  export default folder;
}
