/// <reference types="vite/client" />

declare module '*.po' {
  export const messages: Record<string, string>;
}

declare module 'virtual:phone-metadata' {
  const metadata: import('libphonenumber-js/core').MetadataJson;
  export default metadata;
}
