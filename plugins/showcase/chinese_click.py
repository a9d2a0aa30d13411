"""click in Chinese: headings of help, and what is said of a wrong call."""

from __future__ import annotations

import re
from typing import Final

import click

from showcase.diagnostics import suggest

__all__ = ["ChineseCommand", "ChineseGroup", "explain"]

_HEADINGS: Final = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class _ChineseFormatter(click.HelpFormatter):
    """click's headings in Chinese."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法：")


class _ChineseContext(click.Context):
    formatter_class = _ChineseFormatter


class ChineseCommand(click.Command):
    """A command whose help is in Chinese."""

    context_class = _ChineseContext


class ChineseGroup(click.Group):
    """A group whose commands speak Chinese; a command that there is not is told with the nearest one."""

    context_class = _ChineseContext
    command_class = ChineseCommand

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that a name means; one that there is not is an error in Chinese."""
        if args and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(f"没有命令“{args[0]}”{suggest(args[0], self.commands)}", ctx)
        return super().resolve_command(ctx, args)


def explain(error: click.UsageError) -> str:
    """What was wrong with a call."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项“{error.option_name}”"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”缺少值或多了值"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"没有写明{error.param.metavar or error.param.name}"
    if isinstance(error, click.BadParameter) and error.param is not None and isinstance(error.param.type, click.Choice):
        return f"“{error.param.opts[0]}”只能是：{'、'.join(map(str, error.param.type.choices))}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"“{error.param.opts[0]}”{_wanted(error.param.type)}"
    surplus = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message)
    return f"多余的参数：{surplus[1]}" if surplus else error.message


def _wanted(kind: object) -> str:
    if isinstance(kind, click.IntRange):
        return f"应是 {kind.min}—{kind.max} 的整数"
    return "应是整数" if kind is click.INT else "写得不对"
