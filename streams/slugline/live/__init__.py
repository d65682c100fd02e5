"""The live page: the board, served to browsers. It needs the extra `live`."""
