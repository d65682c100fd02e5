"""streams/intake"""
