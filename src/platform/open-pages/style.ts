/** The look of the open pages: the colours of the house, one column, large enough for a thumb. */
export const style = `:root { color-scheme: light dark; --paper: oklch(0.985 0.004 90); --ink: oklch(0.22 0.02 260); --soft: oklch(0.45 0.02 260); --line: oklch(0.6 0.015 260); --brass: oklch(0.72 0.11 80); --refused: oklch(0.5 0.17 25) }
@media (prefers-color-scheme: dark) { :root { --paper: oklch(0.2 0.012 260); --ink: oklch(0.93 0.006 90); --soft: oklch(0.75 0.012 260); --line: oklch(0.58 0.015 260); --refused: oklch(0.75 0.14 25) } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 Inter, system-ui, sans-serif }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1.25rem 3rem }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.015em; margin: .25rem 0 1rem; overflow-wrap: anywhere }
p { margin: 0 0 1rem; overflow-wrap: anywhere }
.intro, .wording { white-space: pre-line }
.soft, .hint { color: var(--soft) }
.hint { font-size: .95rem }
.fault { color: var(--refused); font-weight: 600 }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem }
@media (max-width: 30rem) { .pair { grid-template-columns: 1fr } }
.field label, legend { display: block; font-weight: 600; margin-bottom: .25rem }
.field label .soft { font-weight: 400 }
.field .hint, .field .fault { display: block; margin-top: .25rem }
input:not([type=checkbox], [type=radio]) { width: 100%; min-height: 2.75rem; padding: .4rem .7rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px }
input[aria-invalid] { border-color: var(--refused) }
fieldset { border: 0; margin: 0 0 1rem; padding: 0 }
.choice { display: flex; gap: .75rem; align-items: flex-start; padding: .75rem 0; border-top: 1px solid var(--line) }
.choice input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--brass) }
.choice label { flex: 1 } .choice strong { display: block }
blockquote { margin: 0 0 1rem; padding-left: .9rem; border-left: 3px solid var(--brass) }
button { width: 100%; min-height: 3rem; font: inherit; font-weight: 600; border: 1px solid var(--brass); border-radius: 6px; background: var(--brass); color: oklch(0.2 0.02 80); cursor: pointer }
a.button { display: grid; place-items: center; min-height: 3rem; font-weight: 600; border: 1px solid var(--brass); border-radius: 6px; background: var(--brass); color: oklch(0.2 0.02 80); text-decoration: none }
button.plain { background: transparent; color: inherit; border-color: var(--line) }
.answers { display: grid; gap: .75rem }
.code { font-size: 2.2rem; font-weight: 700; letter-spacing: .15em; font-variant-numeric: tabular-nums }
.foot { margin-top: 2rem } a { color: inherit }
h2 { font-size: 1.25rem; margin: 2rem 0 .75rem } h3 { font-size: 1.0625rem; margin: 1.25rem 0 .5rem }
select, textarea { width: 100%; min-height: 2.75rem; padding: .4rem .7rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px }
textarea[aria-invalid] { border-color: var(--refused) }
.zone { display: grid; grid-template-columns: 1fr auto; gap: .75rem; align-items: end } .zone .field { margin: 0 } .zone button { min-height: 2.75rem; padding: 0 1rem }
.times { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: .5rem; list-style: none; margin: 0; padding: 0 }
.times a, .days a { display: block; padding: .6rem .75rem; text-align: center; border: 1px solid var(--line); border-radius: 6px; text-decoration: none; font-variant-numeric: tabular-nums }
.times a:hover, .days a:hover { border-color: var(--brass) }
.days { display: flex; gap: .75rem; margin-top: 2rem } .days a { flex: 1 }
:focus-visible { outline: 3px solid var(--brass); outline-offset: 2px }
footer { max-width: 34rem; margin: 0 auto; padding: 0 1.25rem 2rem } footer a { display: inline-block; padding: .4rem 0 }
.exhibits { list-style: none; margin: 0 0 1rem; padding: 0 } .exhibits li { display: flex; gap: 1rem; align-items: center; padding: .6rem 0; border-top: 1px solid var(--line) }
.exhibits img { flex: none; width: 6.5rem; height: 5rem; object-fit: cover; border-radius: 6px; background: white }
.trap { position: absolute; left: -100vw; width: 1px; height: 1px; overflow: hidden }
`;
