"""streams/trends"""
