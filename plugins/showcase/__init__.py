"""The public showcase of model units (文明单位创建成果展): a MkDocs plugin and a command."""

__version__ = "0.1.0"
