/// The version of all programs; numbers go on from the original's 1.0.1.
package let rogueVersion = "2.0.0"
