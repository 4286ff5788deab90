/** The door handle whose lever is a headset plug. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden="true" height={size} style={{ flex: 'none' }} viewBox="0 0 32 32" width={size}>
      <rect fill="var(--ink)" height="30" rx="4.5" width="12" x="1" y="1" />
      <path d="M7 21.500v4" stroke="var(--paper)" strokeLinecap="round" strokeWidth="2.4" />
      <path
        d="M7 5.800h9.200a1.4 1.4 0 0 1 1.4 1.400v5.600a1.4 1.4 0 0 1-1.4 1.400H7a4.2 4.2 0 0 1 0-8.400zM18.8 7.200h3.400v5.600h-3.400zM23.4 7.200h2.800v5.600h-2.800zM27.4 7.200c1.8 0 3.6 1.2 3.6 2.800s-1.8 2.8-3.6 2.800z"
        fill="var(--brass)"
      />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2">
      <Mark size={22} />
      <span className="text-lg font-semibold tracking-[-0.02em]">klinke</span>
    </span>
  );
}
