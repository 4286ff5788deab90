/** The door handle whose lever is a headset plug. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden="true" height={size} style={{ flex: 'none' }} viewBox="0 0 32 32" width={size}>
      <rect fill="var(--ink)" height="26" rx="4" width="10" x="3" y="3" />
      <circle cx="8" cy="11.5" fill="var(--brass)" r="3.4" />
      <path d="M8 20.5v3.2" stroke="var(--paper)" strokeLinecap="round" strokeWidth="2" />
      <path
        d="M8 9h8.6a1.4 1.4 0 0 1 1.4 1.4v2.200a1.4 1.4 0 0 1-1.4 1.400H8zM19 9.700h3.400v3.600H19zM23.4 9.700h2.400v3.600h-2.400zM26.8 9.700h.6c1 0 2.1.9 2.6 1.8-.5.9-1.6 1.8-2.6 1.800h-.6z"
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
