/** What a mark in a chart stands for. */
export function ChartKey({ look, children }: { look: string; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={look} />
      {children}
    </span>
  );
}
