"""The names, literals, functions and arithmetic of one scalar, read into operands."""

from __future__ import annotations

from tierrules.language.resolve.arithmetic import combined, signed
from tierrules.language.resolve.operand import Leaf, Operand, of_field, of_threshold, of_value
from tierrules.language.resolve.place import Place
from tierrules.language.resolve.scope import FUNCTIONS, KnownDimension, KnownThreshold, KnownValue
from tierrules.language.shapes import spoken
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.model import Constant
from tierrules.meaning.numbers import NumberTextError, read_quantity
from tierrules.meaning.texts import normal
from tierrules.text.expressions import Arithmetic, Call, Expression, Listing, Name, NumberLiteral, Quoted
from tierrules.text.nearest import hint
from tierrules.text.slips import unglued


class Operands(Place):
    """Reads the operands of the expressions in one scalar."""

    def read(self, tree: Expression) -> Operand | None:
        """Return the operand, or None after a problem."""
        match tree:
            case Name(text):
                return self._name(tree, text)
            case NumberLiteral(text):
                return self._number(tree, text)
            case Quoted():
                return self._quoted(tree)
            case Arithmetic(None, op, part):
                return signed(self, tree, op, self.read(part))
            case Arithmetic(left, op, right) if left is not None:
                return combined(self, tree, op, (self.read(left), self.read(right)))
            case Call():
                return self._call(tree)
            case Listing():
                self.error("wrong-operand", tree, "a list stands only behind `in`", "write `field in [..]`")
            case _:
                self.error(
                    "wrong-operand",
                    tree,
                    f"`{self.written(tree)}` is a condition, where a value is compared",
                    "join conditions with `and`, `or`, `not`",
                )
        return None

    # --- names

    def _name(self, tree: Name, text: str) -> Operand | None:
        if text in ("true", "false"):
            constant = Constant(text == "true", text)
            return Operand(tree, Type.BOOLEAN, constant, f"`{text}` is a boolean")
        if text in self.scope.broken:
            return None
        self.scope.use(text, self.scalar.locate(tree.start, tree.end))
        match self.scope.look_up(text):
            case Field() as found:
                return of_field(tree, found, self.scope.field_term(text))
            case KnownThreshold() as known:
                return of_threshold(tree, known)
            case KnownValue() as known:
                return of_value(tree, known)
            case KnownDimension() as known:
                return Operand(tree, Type.CATEGORY, None, f"`{text}` is a dimension", dimension=known)
        self.unknown(tree, text)
        return None

    def unknown(self, tree: Expression, text: str) -> None:
        """Report a name that nothing has."""
        self.error(
            "unknown-name",
            tree,
            f"{self.where} uses `{text}`, which is neither a field nor a threshold",
            lambda: self._meant(text),
            absent=(text,),
        )

    def _meant(self, name: str) -> str:
        if (parted := unglued(name, self.scope.is_known)) is not None:
            return f"write `{parted}`"
        near = self.scope.nearest(name)
        advice = self.scope.model_advice(name)
        if near and near != name:
            return f"did you mean `{near}`? if not, {advice}" if advice else f"did you mean `{near}`?"
        return advice or _advice(name)

    def _quoted(self, tree: Quoted) -> Operand | None:
        text = normal(tree.text)
        if not text:
            help = "whether there is a value asks `present(field)` or `known(field)`"
            self.error("wrong-operand", tree, "an empty text equals nothing: in the data it is no value", help)
            return None
        return Operand(tree, Type.TEXT, Constant(text, f"'{text}'"), f"`'{text}'` is a text", word=text)

    def _number(self, tree: Expression, text: str) -> Operand | None:
        try:
            quantity = read_quantity(text)
        except NumberTextError as error:
            self.error("bad-number", tree, error.message, error.help or None)
            return None
        constant = Constant(quantity.number, text)
        shown = f"`{text}` is a plain number"
        return Operand(tree, None, constant, shown, (Leaf(tree, (quantity,), None),), quantity=quantity)

    # --- functions

    def _call(self, tree: Call) -> Operand | None:
        match tree.function:
            case "elapsed" | "until":
                if self.argument(tree, Type.DATE) is not None:
                    return Operand(tree, Type.DURATION, None, f"`{self.written(tree)}` is a duration", call=tree)
            case "min" | "max" | "abs":
                return combined(self, tree, tree.function, tuple(map(self.read, tree.arguments)))
            case function if function in FUNCTIONS:
                self.error(
                    "wrong-operand", tree, f"`{function}(..)` is a condition of its own and is compared with nothing"
                )
            case function:
                self.error(
                    "unknown-function",
                    tree,
                    f"there is no function `{function}`",
                    hint(function, FUNCTIONS, f"the functions are {spoken(FUNCTIONS)}"),
                )
        return None

    def argument(self, tree: Call, type: Type | None) -> Field | None:
        """Return the one field that a function is asked about."""
        asked = tree.arguments[0] if len(tree.arguments) == 1 else None
        if not isinstance(asked, Name):
            example = f"for example `{tree.function}(last_purchase_on)`"
            self.error("wrong-argument", tree, f"`{tree.function}` takes one field", example)
            return None
        operand = self._name(asked, asked.text)
        if operand is None:
            return None
        if operand.field is None:
            self.error("wrong-argument", asked, f"`{tree.function}` takes one field, but {operand.shown}")
        elif type is not None and operand.type is not type:
            self.error("type-mismatch", asked, f"`{tree.function}` asks about a {type}, but {operand.shown}")
        else:
            return operand.field
        return None


def _advice(name: str) -> str:
    if name.lower() in ("null", "nil", "na", "nan", "missing", "empty"):
        return "whether there is a value asks `present(field)` or `known(field)`"
    return f"declare it under `fields:` or `thresholds:`; a label or category stands in quotes: `'{name}'`"
