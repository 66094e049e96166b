import Acknowledgements from './Acknowledgements.astro'
import Appendix from './Appendix.astro'
import Aside from './Aside.astro'
import Caption from './Caption.astro'
import Cite from './Cite.astro'
import Contributions from './Contributions.astro'
import Equation from './Equation.astro'
import Example from './Example.astro'
import FigureProps from './FigureProps.astro'
import Hint from './Hint.astro'
import Note from './Note.astro'
import Picture from './Picture.astro'
import Ref from './Ref.astro'
import Solution from './Solution.astro'
import Table from './Table.astro'
import Unit from './Unit.astro'
import Value from './Value.astro'

/** What an article may use without importing it, apart from the figure kinds. */
export const articleParts = {
  Acknowledgements,
  Appendix,
  Aside,
  Caption,
  Cite,
  Contributions,
  Equation,
  Example,
  FigureProps,
  Hint,
  Note,
  Picture,
  Ref,
  Solution,
  Table,
  Unit,
  Value,
}
