"""Imports a Word document (.docx): the same result as pasting it from Word."""
